package dev.eddy.designer.control.palette;

import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.OperatorDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a palette shows for a search text. Pure. */
public record PaletteModel(List<Group> groups) {
  public static final String FAVOURITES = "Favourites";
  public static final String USED = "Used last";

  /**
   * Operators under one heading.
   *
   * @param family null where they are chosen by the user instead
   */
  public record Group(String title, @Nullable Family family, List<OperatorDescriptor> operators) {
    public Group {
      operators = List.copyOf(operators);
    }
  }

  public PaletteModel {
    groups = List.copyOf(groups);
  }

  /** All operators that {@link #search} finds, by family, families in their order. */
  public static PaletteModel of(Collection<OperatorDescriptor> all, String text) {
    return of(all, text, List.of(), List.of());
  }

  /**
   * The same, and before all of it, while nothing is searched for, the favourites and those that
   * were used last and are none. What is not installed is left out.
   *
   * @param favourites ids, in the order shown
   * @param usedLast ids, newest first
   */
  public static PaletteModel of(
      Collection<OperatorDescriptor> all,
      String text,
      List<String> favourites,
      List<String> usedLast) {
    List<Group> out = new ArrayList<>();
    if (text.isBlank()) {
      Map<String, OperatorDescriptor> byId = new LinkedHashMap<>();
      all.forEach(d -> byId.put(d.id(), d));
      List<String> used = new ArrayList<>(usedLast);
      used.removeAll(favourites);
      add(out, FAVOURITES, favourites, byId);
      add(out, USED, used, byId);
    }
    Map<Family, List<OperatorDescriptor>> byFamily = new EnumMap<>(Family.class);
    List<OperatorDescriptor> found = search(all, text);
    for (OperatorDescriptor d : all) {
      if (found.contains(d)) {
        byFamily.computeIfAbsent(d.family(), f -> new ArrayList<>()).add(d);
      }
    }
    byFamily.forEach((family, list) -> out.add(new Group(family.title(), family, list)));
    return new PaletteModel(out);
  }

  private static void add(
      List<Group> out, String title, List<String> ids, Map<String, OperatorDescriptor> byId) {
    List<OperatorDescriptor> there = ids.stream().map(byId::get).filter(Objects::nonNull).toList();
    if (!there.isEmpty()) {
      out.add(new Group(title, null, there));
    }
  }

  /** In the order shown. */
  public List<OperatorDescriptor> operators() {
    return groups.stream().flatMap(g -> g.operators().stream()).toList();
  }

  /**
   * The operators in which every word of the text is found, best first: at the start of the title,
   * then at the start of one of its words, then in words and id, then in the summary. Ties keep
   * their order; an empty text finds all.
   */
  public static List<OperatorDescriptor> search(Collection<OperatorDescriptor> all, String text) {
    List<String> words = words(text);
    record Scored(OperatorDescriptor operator, int score) {}
    return all.stream()
        .map(d -> new Scored(d, score(d, words)))
        .filter(s -> s.score() < MISS)
        .sorted(Comparator.comparingInt(Scored::score))
        .map(Scored::operator)
        .toList();
  }

  private static final int MISS = 1_000_000;

  private static int score(OperatorDescriptor d, List<String> words) {
    int sum = 0;
    for (String w : words) {
      int s = score(d, w);
      if (s == MISS) {
        return MISS;
      }
      sum += s;
    }
    return sum;
  }

  private static int score(OperatorDescriptor d, String word) {
    String title = d.title().toLowerCase(Locale.ROOT);
    if (title.startsWith(word)) {
      return 0;
    }
    if (startsAWord(title, word)) {
      return 1;
    }
    if (d.words().stream().anyMatch(w -> startsAWord(w, word))) {
      return 2;
    }
    if (startsAWord(d.id().replace('-', ' '), word)) {
      return 3;
    }
    if (startsAWord(d.summary().toLowerCase(Locale.ROOT), word)) {
      return 4;
    }
    return MISS;
  }

  private static boolean startsAWord(String text, String word) {
    return words(text).stream().anyMatch(w -> w.startsWith(word));
  }

  private static List<String> words(String text) {
    return List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")).stream()
        .filter(w -> !w.isEmpty())
        .toList();
  }
}
