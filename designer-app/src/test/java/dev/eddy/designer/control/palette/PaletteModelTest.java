package dev.eddy.designer.control.palette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.control.DemoData;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.OperatorDescriptor;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaletteModelTest {
  private static List<String> search(String text) {
    return PaletteModel.search(DemoData.ALL, text).stream().map(OperatorDescriptor::id).toList();
  }

  @Test
  void anEmptySearchFindsAllInTheirOrder() {
    assertThat(PaletteModel.search(DemoData.ALL, "  ")).isEqualTo(DemoData.ALL);
  }

  @Test
  void theStartOfTheTitleComesBeforeAWordInIt() {
    assertThat(search("jo")).containsExactly("lookup", "join", "temporal-join");
    assertThat(search("to")).startsWith("top-n", "kafka-source");
  }

  @Test
  void furtherWordsOfTheDescriptorFindItToo() {
    assertThat(search("hourly")).containsExactly("window-aggregate");
    assertThat(search("rank")).containsExactly("top-n");
  }

  @Test
  void everyWordMustBeFound() {
    assertThat(search("file csv")).containsExactly("csv-source");
    assertThat(search("csv nonsense")).isEmpty();
  }

  @Test
  void groupsKeepTheOrderOfTheFamilies() {
    assertThat(PaletteModel.of(DemoData.ALL, "").groups())
        .extracting(PaletteModel.Group::family)
        .containsExactly(Family.values());
    assertThat(PaletteModel.of(DemoData.ALL, "join").groups())
        .extracting(PaletteModel.Group::family)
        .containsExactly(Family.JOIN);
  }

  private static List<String> titles(List<String> favourites, List<String> used, String text) {
    return PaletteModel.of(DemoData.ALL, text, favourites, used).groups().stream()
        .map(g -> g.title() + " " + g.operators().size())
        .limit(2)
        .toList();
  }

  @Test
  void favouritesAndWhatWasUsedLastComeFirstUntilSomethingIsSearchedFor() {
    assertThat(titles(List.of("top-n", "filter"), List.of("join"), ""))
        .containsExactly("Favourites 2", "Used last 1");
    assertThat(titles(List.of("top-n"), List.of("join"), "join")).containsExactly("Joins 3");
  }

  @Test
  void whatIsAFavouriteIsNotShownAsUsedLastAndWhatIsNotInstalledNotAtAll() {
    assertThat(titles(List.of("top-n"), List.of("top-n", "filter"), ""))
        .containsExactly("Favourites 1", "Used last 1");
    assertThat(titles(List.of("gone"), List.of("gone-too"), "")).noneMatch(t -> t.contains("gone"));
    assertThat(PaletteModel.of(DemoData.ALL, "", List.of("gone"), List.of()))
        .isEqualTo(PaletteModel.of(DemoData.ALL, ""));
  }

  @Test
  void favouritesKeepTheOrderInWhichTheyWereChosen() {
    assertThat(
            PaletteModel.of(DemoData.ALL, "", List.of("top-n", "filter"), List.of())
                .groups()
                .get(0)
                .operators())
        .extracting(OperatorDescriptor::id)
        .containsExactly("top-n", "filter");
  }

  @Test
  void anOfferSaysInShortWhatFits() {
    OperatorSearch.Offer offer =
        new OperatorSearch.Offer(List.of(), 26, List.of("a", "b", "c", "d"), "place");
    assertThat(offer.columnsInShort()).isEqualTo("a, b, c, …");
    assertThat(offer.foundInWords(3)).isEqualTo("3 of 26 operators");
  }
}
