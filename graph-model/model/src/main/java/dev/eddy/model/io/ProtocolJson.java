package dev.eddy.model.io;

import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import java.nio.charset.StandardCharsets;

/**
 * The debug protocol's messages as UTF-8 JSON; framing and the numbers that join reply to request
 * are the connection's. Fields that this version does not know are ignored.
 */
public final class ProtocolJson {
  private ProtocolJson() {}

  public static byte[] write(Request request) {
    return bytes((Record) request);
  }

  public static byte[] write(Reply reply) {
    return bytes((Record) reply);
  }

  public static byte[] write(Notice notice) {
    return bytes((Record) notice);
  }

  public static Request readRequest(byte[] bytes) throws JsonException {
    return RecordJson.read(Json.read(bytes, Json.Limits.WIRE), Request.class);
  }

  public static Reply readReply(byte[] bytes) throws JsonException {
    return RecordJson.read(Json.read(bytes, Json.Limits.WIRE), Reply.class);
  }

  public static Notice readNotice(byte[] bytes) throws JsonException {
    return RecordJson.read(Json.read(bytes, Json.Limits.WIRE), Notice.class);
  }

  private static byte[] bytes(Record message) {
    return Json.writeLine(RecordJson.toValue(message)).getBytes(StandardCharsets.UTF_8);
  }
}
