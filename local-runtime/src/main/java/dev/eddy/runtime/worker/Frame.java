package dev.eddy.runtime.worker;

/**
 * What stands between two length prefixes: version (1 byte), kind (1 byte), request id (8 bytes),
 * JSON. A reply carries the id of its request; a notice has id 0.
 *
 * @param body JSON of a request, a reply or a notice
 */
record Frame(Kind kind, long id, byte[] body) {
  static final int VERSION = 1;

  /** Bytes of a frame before its body, without the length prefix. */
  static final int HEADER = 1 + 1 + Long.BYTES;

  /** The longest frame that a side reads from the other once the token was right. */
  static final int LIMIT = 64 << 20;

  /** The longest frame that a worker reads from somebody who has not shown the token. */
  static final int STRANGER_LIMIT = 16 << 10;

  /** What the body holds; the ordinal is the byte on the wire. */
  enum Kind {
    REQUEST,
    REPLY,
    NOTICE
  }
}
