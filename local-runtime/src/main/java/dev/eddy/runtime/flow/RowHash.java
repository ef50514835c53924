package dev.eddy.runtime.flow;

import dev.eddy.model.row.Row;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A 64-bit hash of a row's kind and values; stored in recordings, so it never changes. */
public final class RowHash {
  private static final long SEED = 0x9E3779B97F4A7C15L;

  private RowHash() {}

  public static long of(Row row) {
    long h = mix(SEED ^ row.kind().code());
    for (int c = 0, n = row.columns(); c < n; c++) {
      if (row.isNull(c)) {
        h = mix(h + 0x5851F42D4C957F2DL);
        continue;
      }
      @Nullable Object ref = row.getObject(c);
      if (ref == null) {
        h = mix(h ^ row.getLong(c));
      } else if (ref instanceof String s) {
        h = mix(h ^ of(s));
      } else {
        BigDecimal d = (BigDecimal) ref;
        h = mix(h ^ of(d.unscaledValue().toString()) + d.scale());
      }
    }
    return h;
  }

  private static long of(String s) {
    long h = s.length();
    for (int i = 0, n = s.length(); i < n; i++) {
      h = h * 0x100000001B3L + s.charAt(i);
    }
    return mix(h);
  }

  /** The finisher of MurmurHash3. */
  static long mix(long v) {
    v = (v ^ v >>> 33) * 0xFF51AFD7ED558CCDL;
    v = (v ^ v >>> 33) * 0xC4CEB9FE1A85EC53L;
    return v ^ v >>> 33;
  }
}
