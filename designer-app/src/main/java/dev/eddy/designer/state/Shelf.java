package dev.eddy.designer.state;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Operators that the palette shows before all others, by their ids. An id may be of an operator
 * that is not installed any more: its plugin can come back.
 *
 * @param favourites in the order in which they were chosen
 * @param used those that were placed last, newest first
 */
public record Shelf(List<String> favourites, List<String> used) {
  public static final Shelf EMPTY = new Shelf(List.of(), List.of());

  /** More would be a second palette above the palette. */
  public static final int MOST_USED = 5;

  private static final int MOST_FAVOURITES = 100;

  public Shelf {
    favourites = favourites.stream().distinct().limit(MOST_FAVOURITES).toList();
    used = used.stream().distinct().limit(MOST_USED).toList();
  }

  public boolean isFavourite(String operator) {
    return favourites.contains(operator);
  }

  /** With a favourite more, or less where it was one. */
  public Shelf toggled(String operator) {
    List<String> next = new ArrayList<>(favourites);
    if (!next.remove(operator)) {
      next.add(operator);
    }
    return new Shelf(next, used);
  }

  /** After operators were placed, the last of them last. */
  Shelf withUsed(List<String> operators) {
    List<String> newest = new ArrayList<>(operators);
    java.util.Collections.reverse(newest);
    return new Shelf(favourites, Stream.concat(newest.stream(), used.stream()).toList());
  }
}
