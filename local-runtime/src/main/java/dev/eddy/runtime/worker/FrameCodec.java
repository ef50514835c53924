package dev.eddy.runtime.worker;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageCodec;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import java.util.List;

/**
 * Frames with a length prefix of four bytes, big endian. Whatever is no frame (too long, too short,
 * another version) is an exception of Netty's decoder, on which both sides hang up; nothing is
 * allocated by a length that has not been held against the limit. Owned by one channel.
 */
final class FrameCodec extends ByteToMessageCodec<Frame> {
  private static final Frame.Kind[] KINDS = Frame.Kind.values();
  private int limit;

  FrameCodec(int limit) {
    this.limit = limit;
  }

  /** Sets the longest frame that is read from now on. On the channel's event loop only. */
  void limit(int bytes) {
    limit = bytes;
  }

  @Override
  protected void encode(ChannelHandlerContext ctx, Frame frame, ByteBuf out) {
    int length = Frame.HEADER + frame.body().length;
    if (length > Frame.LIMIT) {
      throw new TooLongFrameException("a frame of " + length + " bytes");
    }
    out.ensureWritable(Integer.BYTES + length);
    out.writeInt(length);
    out.writeByte(Frame.VERSION);
    out.writeByte(frame.kind().ordinal());
    out.writeLong(frame.id());
    out.writeBytes(frame.body());
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (in.readableBytes() < Integer.BYTES) {
      return;
    }
    int length = in.getInt(in.readerIndex());
    if (length < Frame.HEADER || length > limit) {
      throw new TooLongFrameException("a frame of " + Integer.toUnsignedString(length) + " bytes");
    }
    if (in.readableBytes() < Integer.BYTES + length) {
      return;
    }
    in.skipBytes(Integer.BYTES);
    int version = in.readUnsignedByte();
    int kind = in.readUnsignedByte();
    if (version != Frame.VERSION || kind >= KINDS.length) {
      throw new CorruptedFrameException("version " + version + ", kind " + kind);
    }
    long id = in.readLong();
    byte[] body = new byte[length - Frame.HEADER];
    in.readBytes(body);
    out.add(new Frame(KINDS[kind], id, body));
  }
}
