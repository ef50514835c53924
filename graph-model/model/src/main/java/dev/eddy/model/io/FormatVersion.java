package dev.eddy.model.io;

import dev.eddy.model.value.Value;

/** The {@code format} of project files. */
final class FormatVersion {
  static final int CURRENT = 1;

  private FormatVersion() {}

  /** Whether the file may be read; reports why not. */
  static boolean accept(StructReader reader, StructReader.Source source) {
    Value v = reader.take("format");
    if (v instanceof Value.Num n) {
      if (n.number().signum() > 0 && n.number().stripTrailingZeros().scale() <= 0) {
        if (n.number().intValue() <= CURRENT && n.number().precision() < 9) {
          return true;
        }
        source.error(
            "newer-format",
            v,
            "The file has format "
                + n.number()
                + ", but this version of Eddy reads up to format "
                + CURRENT
                + ".",
            "Update Eddy to open it.");
        return false;
      }
    }
    source.error(
        "no-format",
        v,
        "The file does not say its \"format\", so it is no file of Eddy's or is damaged.",
        "Restore the file from version control or a backup.");
    return false;
  }
}
