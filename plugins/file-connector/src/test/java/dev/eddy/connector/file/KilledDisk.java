package dev.eddy.connector.file;

import dev.eddy.model.disk.Disk;
import dev.eddy.operator.torture.FaultyDisk;
import dev.eddy.operator.torture.FaultyDisk.Fate;
import dev.eddy.operator.torture.FaultyDisk.Operation;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Kills the sink at its n-th operation that changes a file: that one is done, not done or (a write)
 * half done, and from then on nothing works.
 */
final class KilledDisk implements FaultyDisk.Script {
  static final class Killed extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final Fate fate;
  private int left;

  KilledDisk(int operations, Fate fate) {
    this.left = operations;
    this.fate = fate;
  }

  boolean isKilled() {
    return left < 0;
  }

  Disk disk() {
    return new FaultyDisk(Disk.LOCAL, this);
  }

  @Override
  public Fate fate(Operation operation, Path file) {
    if (left < 0) {
      return Fate.STRUCK_BEFORE;
    }
    return operation.changes() && left-- == 0 ? fate : Fate.DONE;
  }

  @Override
  public IOException strike(Operation operation, Path file) {
    return new Killed();
  }
}
