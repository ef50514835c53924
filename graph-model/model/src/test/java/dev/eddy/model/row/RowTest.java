package dev.eddy.model.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RowTest {
  private static Row numbered(int columns, int value) {
    Row row = new Row(columns).setKind(RowKind.ofCode(value & 3));
    for (int c = 0; c < columns; c++) {
      if ((c + value) % 5 == 0) {
        row.setNull(c);
      } else if ((c + value) % 3 == 0) {
        row.setString(c, "t" + value);
      } else {
        row.setLong(c, value * 31L + c);
      }
    }
    return row;
  }

  @Test
  void aNewRowIsAllNullAndAdds() {
    Row row = new Row(70);
    assertThat(row.kind()).isEqualTo(RowKind.INSERT);
    for (int c = 0; c < 70; c++) {
      assertThat(row.isNull(c)).isTrue();
    }
  }

  @Property
  void settingAColumnLeavesTheOthersAlone(
      @ForAll @IntRange(min = 1, max = 200) int columns, @ForAll @IntRange(max = 199) int at) {
    int c = at % columns;
    Row row = new Row(columns);
    row.setLong(c, 7);
    for (int i = 0; i < columns; i++) {
      assertThat(row.isNull(i)).isEqualTo(i != c);
    }
    row.setNull(c);
    assertThat(row).isEqualTo(new Row(columns));
  }

  @Property
  void columnsThatFollowEachOtherAreCopiedAsOneByOne(
      @ForAll @IntRange(min = 1, max = 90) int columns,
      @ForAll @IntRange(min = 1, max = 90) int fromColumns,
      @ForAll @IntRange(max = 90) int at,
      @ForAll @IntRange(max = 90) int fromAt,
      @ForAll @IntRange(max = 90) int most,
      @ForAll boolean texts) {
    int c = at % columns;
    int fromColumn = fromAt % fromColumns;
    int count = Math.min(most, Math.min(columns - c, fromColumns - fromColumn));
    Row from = numbered(fromColumns, 4);
    if (!texts) {
      // Without references, over some that must go.
      from = new Row(fromColumns);
      for (int i = 0; i < fromColumns; i += 2) {
        from.setLong(i, i);
      }
    }
    Row together = numbered(columns, 7);
    Row oneByOne = together.copy();
    together.setFrom(c, from, fromColumn, count);
    for (int i = 0; i < count; i++) {
      oneByOne.setFrom(c + i, from, fromColumn + i);
    }
    assertThat(together).isEqualTo(oneByOne);
    for (int i = 0; i < columns; i++) {
      assertThat(together.getObject(i)).isEqualTo(oneByOne.getObject(i));
      assertThat(together.getLong(i)).isEqualTo(oneByOne.getLong(i));
    }
  }

  @Test
  void aNullThatFollowsAValueLeavesNothingBehind() {
    Row row = new Row(1);
    row.setString(0, "x");
    row.setNull(0);
    assertThat(row.getObject(0)).isNull();
    row.setObject(0, new BigDecimal("1.0"));
    row.setObject(0, null);
    assertThat(row.isNull(0)).isTrue();
  }

  @Test
  void equalRowsHaveEqualHashesAndKindsCount() {
    Row a = numbered(70, 3);
    Row b = a.copy();
    assertThat(a).isEqualTo(b).hasSameHashCodeAs(b);
    assertThat(a.copy().setKind(RowKind.DELETE))
        .isNotEqualTo(numbered(70, 3).setKind(RowKind.INSERT));
    b.setLong(69, -1);
    assertThat(a).isNotEqualTo(b);
    assertThat(new Row(1)).isNotEqualTo(new Row(2)).isNotEqualTo(null).isNotEqualTo("x");
  }

  @Property
  void aBatchGivesBackWhatWasAppended(
      @ForAll @Size(max = 50) List<@IntRange(max = 1_000) Integer> values,
      @ForAll @IntRange(max = 80) int columns,
      @ForAll @IntRange(max = 3) int capacity) {
    Batch batch = new Batch(columns, capacity);
    Row scratch = new Row(columns);
    List<Row> kept = new ArrayList<>();
    for (int v : values) {
      scratch.setAll(numbered(columns, v));
      batch.append(scratch);
      kept.add(scratch.copy());
      scratch.clear();
    }
    assertThat(batch.size()).isEqualTo(values.size());
    Row cursor = batch.cursor();
    for (int i = values.size() - 1; i >= 0; i--) {
      assertThat(batch.moveTo(cursor, i)).isEqualTo(kept.get(i));
    }
  }

  @Test
  void aCopyOfARowInABatchLivesOn() {
    Batch batch = new Batch(2, 1);
    batch.append(numbered(2, 1));
    Row copy = batch.moveTo(batch.cursor(), 0).copy();
    batch.reset();
    batch.append(numbered(2, 2));
    assertThat(copy).isEqualTo(numbered(2, 1));
    assertThat(batch.size()).isEqualTo(1);
  }

  @Test
  void aRowBehindTheLastIsRefused() {
    Batch batch = new Batch(1, 4);
    assertThatThrownBy(() -> batch.moveTo(batch.cursor(), 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> batch.append(new Row(2))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writingThroughACursorStaysInItsRow() {
    Batch batch = new Batch(3, 4);
    batch.append(numbered(3, 1));
    batch.append(numbered(3, 2));
    Row cursor = batch.moveTo(batch.cursor(), 0);
    cursor.clear();
    assertThat(batch.moveTo(batch.cursor(), 1)).isEqualTo(numbered(3, 2));
  }

  @Test
  void aRowWhoseTextWasTakenAwayIsLikeOneThatNeverHadAny() {
    Row never = new Row(2);
    never.setLong(0, 7);
    Row once = new Row(2);
    once.setLong(0, 7);
    once.setString(1, "gone");
    once.setNull(1);
    assertThat(once).isEqualTo(never).hasSameHashCodeAs(never);
    assertThat(once.hash64()).isEqualTo(never.hash64());
    Row copied = new Row(2);
    copied.setString(0, "over");
    copied.setAll(never);
    assertThat(copied).isEqualTo(never);
    assertThat(copied.getObject(0)).isNull();
    copied.setString(1, "over");
    copied.setFrom(1, never, 0);
    assertThat(copied.getObject(1)).isNull();
    assertThat(copied.getLong(1)).isEqualTo(7);
  }
}
