package dev.eddy.runtime;

import dev.eddy.model.io.CellText;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.Unfolding;
import dev.eddy.runtime.state.Keys;
import dev.eddy.runtime.state.Stored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries of one declared state as text. */
final class StateText {
  private final KeyCodec codec;
  private final StateSpec spec;
  private final boolean list;
  private final @Nullable Schema sub;
  private final @Nullable KeyCodec subCodec;

  StateText(KeyCodec codec, StateSpec spec) {
    // Some stands under no key, whatever the key of the operator.
    boolean keyless =
        spec.kind() == StateSpec.Kind.BROADCAST || spec.kind() == StateSpec.Kind.OPERATOR_LIST;
    this.codec = keyless ? new KeyCodec(Schema.EMPTY) : codec;
    this.list = spec.kind() == StateSpec.Kind.LIST || spec.kind() == StateSpec.Kind.OPERATOR_LIST;
    this.spec = spec;
    this.sub =
        switch (spec.kind()) {
          case VALUE -> null;
          case LIST, OPERATOR_LIST -> Schema.of(new Field("#", DataType.BIGINT));
          case MAP, BROADCAST -> spec.subKey();
        };
    this.subCodec = spec.subKey() == null ? null : new KeyCodec(spec.subKey());
  }

  /** Names of the key's columns, then of the sub key's. */
  List<String> keyColumns() {
    List<String> names = new ArrayList<>(codec.schema().names());
    if (sub != null) {
      names.addAll(sub.names());
    }
    if (spec.unfolding() != null) {
      names.addAll(spec.unfolding().key().names());
    }
    return names;
  }

  List<String> valueColumns() {
    Unfolding unfolding = spec.unfolding();
    List<String> stored = spec.stored().names();
    if (unfolding == null) {
      return stored;
    }
    List<String> names = new ArrayList<>(unfolding.value().names());
    names.addAll(stored.subList(spec.value().size(), stored.size()));
    return names;
  }

  /** Cells of the key of an entry, and of its sub key or list position. */
  List<@Nullable String> key(byte[] key) {
    int end = sub == null ? key.length : 2 + codec.length(key, 2);
    List<@Nullable String> cells =
        new ArrayList<>(
            CellText.ofRow(codec.decode(Arrays.copyOfRange(key, 2, end)), codec.schema()));
    if (list) {
      cells.add(Long.toString(Keys.index(key, end)));
    } else if (sub != null && subCodec != null) {
      cells.addAll(CellText.ofRow(subCodec.decode(Arrays.copyOfRange(key, end, key.length)), sub));
    }
    return Collections.unmodifiableList(cells);
  }

  /** How many entries a stored value is. */
  int count(Stored stored) {
    Unfolding unfolding = spec.unfolding();
    return unfolding == null ? 1 : unfolding.count(stored.value());
  }

  /** The entries of a stored value: mostly one. */
  List<Reply.StateEntry> entries(List<@Nullable String> key, Stored stored) {
    Moment writer = new Moment(stored.sequence(), stored.step());
    Unfolding unfolding = spec.unfolding();
    Schema schema = spec.stored();
    if (unfolding == null) {
      return List.of(new Reply.StateEntry(key, CellText.ofRow(stored.value(), schema), writer));
    }
    List<@Nullable String> further = new ArrayList<>();
    for (int c = spec.value().size(); c < schema.size(); c++) {
      further.add(CellText.of(stored.value(), c, schema.type(c)));
    }
    List<Reply.StateEntry> out = new ArrayList<>();
    unfolding.unfold(
        stored.value(),
        (k, v) -> {
          List<@Nullable String> full = new ArrayList<>(key);
          full.addAll(CellText.ofRow(k, unfolding.key()));
          List<@Nullable String> values = new ArrayList<>(CellText.ofRow(v, unfolding.value()));
          values.addAll(further);
          out.add(
              new Reply.StateEntry(
                  Collections.unmodifiableList(full),
                  Collections.unmodifiableList(values),
                  writer));
        });
    return out;
  }
}
