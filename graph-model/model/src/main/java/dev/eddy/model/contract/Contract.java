package dev.eddy.model.contract;

import dev.eddy.model.type.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a port promises about its rows.
 *
 * @param upsertKeys columns that identify a row of an updating stream; empty where there are none
 * @param timeColumn the column that holds event time, and so drives the watermark; null for none
 * @param window the columns of the window that each row belongs to, where the stream is windowed
 * @param partitionedBy columns whose equal values are in one partition; empty for any
 * @param bounded whether the stream ends by itself
 */
public record Contract(
    Schema schema,
    ChangelogMode changelog,
    List<String> upsertKeys,
    @Nullable String timeColumn,
    @Nullable Window window,
    List<String> partitionedBy,
    boolean bounded) {
  /**
   * Names of the two TIMESTAMP columns that bound a row's window: start inclusive, end exclusive.
   */
  public record Window(String startColumn, String endColumn) {}

  public Contract {
    Objects.requireNonNull(schema);
    upsertKeys = List.copyOf(upsertKeys);
    partitionedBy = List.copyOf(partitionedBy);
  }

  public static Contract append(Schema schema, @Nullable String timeColumn, boolean bounded) {
    return new Contract(
        schema, ChangelogMode.APPEND, List.of(), timeColumn, null, List.of(), bounded);
  }

  public boolean isUpdating() {
    return changelog != ChangelogMode.APPEND;
  }

  public Contract withSchema(Schema value) {
    return new Contract(value, changelog, upsertKeys, timeColumn, window, partitionedBy, bounded);
  }

  public Contract withWindow(@Nullable Window value) {
    return new Contract(schema, changelog, upsertKeys, timeColumn, value, partitionedBy, bounded);
  }

  public Contract updating(ChangelogMode mode, List<String> keys) {
    return new Contract(schema, mode, keys, timeColumn, window, partitionedBy, bounded);
  }

  public Contract partitionedBy(List<String> columns) {
    return new Contract(schema, changelog, upsertKeys, timeColumn, window, columns, bounded);
  }
}
