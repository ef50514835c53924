package dev.eddy.runtime.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of the rows of a block. */
class DigestBlockTest {
  private static final short[] HASHES = {1, -1, Short.MIN_VALUE, 0x1234};

  @Test
  void aBlockIsReadAsItWasWritten() throws IOException {
    NodeDigest node = new NodeDigest(4, -7, 4, Long.MAX_VALUE, Long.MIN_VALUE, HASHES);
    NodeDigest silent = new NodeDigest(0, Long.MIN_VALUE, 0, 0, 0, new short[0]);
    Bytes out = new Bytes();
    new DigestBlock(9, 13, List.of(node, silent)).write(out);
    DigestBlock read = DigestBlock.read(new Bytes.Reader(out.toArray()), true);
    assertThat(read)
        .usingRecursiveComparison()
        .isEqualTo(new DigestBlock(9, 13, List.of(node, silent)));
    DigestBlock light = DigestBlock.read(new Bytes.Reader(out.toArray()), false);
    assertThat(light.nodes().get(0).hashes()).isEmpty();
    assertThat(light.nodes().get(1)).usingRecursiveComparison().isEqualTo(silent);
  }

  @Test
  void hashesOfFourBytesOfAnOlderEddyAreReadAsTheirLastTwo() throws IOException {
    Bytes out = new Bytes();
    out.putLong(1);
    out.putLong(3);
    out.putLong(1);
    out.putLong(2);
    out.putLong(0);
    out.putLong(2);
    out.writeLong(5);
    out.writeLong(6);
    out.putLong(2);
    out.writeInt(0x7654_1234);
    out.writeInt(0x0001_ffff);
    for (boolean hashed : new boolean[] {true, false}) {
      DigestBlock read = DigestBlock.read(new Bytes.Reader(out.toArray()), hashed);
      assertThat(read.nodes().get(0).hashes())
          .isEqualTo(hashed ? new short[] {0x1234, -1} : new short[0]);
      assertThat(read.nodes().get(0).second()).isEqualTo(6);
    }
  }

  @Test
  void aNumberOfHashesThatDoesNotFitIsRefused() {
    for (long count : new long[] {3, -4, Long.MIN_VALUE, Long.MAX_VALUE}) {
      Bytes out = new Bytes();
      out.putLong(1);
      out.putLong(3);
      out.putLong(1);
      out.putLong(2);
      out.putLong(0);
      out.putLong(2);
      out.writeLong(5);
      out.writeLong(6);
      out.putLong(count);
      out.writeInt(0);
      assertThatThrownBy(() -> DigestBlock.read(new Bytes.Reader(out.toArray()), true))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("damaged: ");
    }
  }
}
