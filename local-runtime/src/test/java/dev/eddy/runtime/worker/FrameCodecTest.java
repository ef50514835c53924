package dev.eddy.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FrameCodecTest {
  private static EmbeddedChannel channel() {
    return new EmbeddedChannel(new FrameCodec(Frame.STRANGER_LIMIT));
  }

  private static byte[] wire(Frame frame) {
    EmbeddedChannel c = channel();
    c.writeOutbound(frame);
    ByteBuf bytes = c.readOutbound();
    byte[] all = new byte[bytes.readableBytes()];
    bytes.readBytes(all);
    bytes.release();
    return all;
  }

  /** What is left of a broken frame is refused once more at the end. */
  private static void close(EmbeddedChannel c) {
    try {
      c.finishAndReleaseAll();
    } catch (DecoderException again) {
      assertThat(again.getMessage()).isNotBlank();
    }
  }

  @Test
  void aFrameComesOutAsItWentIn() {
    byte[] wire = wire(new Frame(Frame.Kind.REPLY, 42, "{}".getBytes(StandardCharsets.UTF_8)));
    EmbeddedChannel c = channel();
    c.writeInbound(Unpooled.wrappedBuffer(wire));
    Frame read = c.readInbound();
    assertThat(read.kind()).isEqualTo(Frame.Kind.REPLY);
    assertThat(read.id()).isEqualTo(42);
    assertThat(read.body()).asString().isEqualTo("{}");
  }

  @Property(tries = 100)
  void whereTheBytesAreCutDoesNotMatter(@ForAll @IntRange(min = 1, max = 20) int piece) {
    byte[] one = wire(new Frame(Frame.Kind.REQUEST, 1, new byte[33]));
    byte[] two = wire(new Frame(Frame.Kind.NOTICE, 0, new byte[0]));
    ByteBuf all = Unpooled.wrappedBuffer(one, two);
    EmbeddedChannel c = channel();
    while (all.isReadable()) {
      c.writeInbound(Unpooled.copiedBuffer(all.readBytes(Math.min(piece, all.readableBytes()))));
    }
    assertThat(c.<Frame>readInbound().body()).hasSize(33);
    assertThat(c.<Frame>readInbound().kind()).isEqualTo(Frame.Kind.NOTICE);
    assertThat(c.<Frame>readInbound()).isNull();
  }

  @Test
  void aLengthBeyondTheLimitIsRefusedBeforeAnythingIsAllocated() {
    EmbeddedChannel c = channel();
    assertThatThrownBy(() -> c.writeInbound(Unpooled.buffer().writeInt(Frame.STRANGER_LIMIT + 1)))
        .isInstanceOf(TooLongFrameException.class);
    EmbeddedChannel d = channel();
    assertThatThrownBy(() -> d.writeInbound(Unpooled.buffer().writeInt(-1)))
        .isInstanceOf(TooLongFrameException.class);
  }

  @Property(tries = 2_000)
  void randomBytesAreFramesOrARefusalAndNothingElse(@ForAll @Size(max = 200) byte[] bytes) {
    EmbeddedChannel c = channel();
    try {
      c.writeInbound(Unpooled.copiedBuffer(bytes));
    } catch (DecoderException refused) {
      assertThat(refused).isNotNull();
    }
    for (Frame f = c.readInbound(); f != null; f = c.readInbound()) {
      assertThat(f.body().length).isLessThanOrEqualTo(bytes.length);
    }
    close(c);
  }

  @Property(tries = 2_000)
  void aFrameWithOneByteChangedIsAFrameOrARefusal(
      @ForAll @IntRange(max = 29) int where, @ForAll byte what) {
    byte[] wire = wire(new Frame(Frame.Kind.REQUEST, 7, new byte[16]));
    wire[where] = what;
    EmbeddedChannel c = channel();
    boolean refused = false;
    try {
      c.writeInbound(Unpooled.copiedBuffer(wire));
    } catch (DecoderException e) {
      refused = true;
    }
    Frame read = refused ? null : c.readInbound();
    if (read != null) {
      assertThat(read.body().length).isLessThanOrEqualTo(16);
    }
    close(c);
  }
}
