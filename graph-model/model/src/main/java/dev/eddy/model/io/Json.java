package dev.eddy.model.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Place.Range;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON text to {@link Value} and back. Reading is strict (RFC 8259, UTF-8, no duplicate keys) and
 * bounded; writing is canonical: the same value gives the same bytes.
 */
public final class Json {
  /** Largest power of ten that a number may have: beyond it arithmetic on it gets dear. */
  private static final int MAX_SCALE = 1_000;

  private static final String RESTORE = "Restore the file from version control or a backup.";

  private Json() {}

  /**
   * What is read at most.
   *
   * @param depth of nesting
   * @param bytes of the whole text
   * @param values in the whole text: small ones take fifty times the room of their text
   */
  public record Limits(int depth, int bytes, int values) {
    public static final Limits FILE = new Limits(64, 16 << 20, 1_000_000);
    public static final Limits WIRE = new Limits(64, 512 << 20, Integer.MAX_VALUE);

    JsonFactory factory() {
      return new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(depth)
                  .maxNumberLength(1_000)
                  .maxNameLength(10_000)
                  .maxStringLength(bytes)
                  .build())
          .build();
    }
  }

  /**
   * A text that was read.
   *
   * @param ranges where each value stands, by identity
   */
  public record Document(Value root, Map<Value, Range> ranges) {
    public @Nullable Range rangeOf(Value value) {
      return ranges.get(value);
    }
  }

  public static Value read(byte[] utf8, Limits limits) throws JsonException {
    return readDocument(utf8, limits).root();
  }

  /** Reads a text and remembers where each value stands. */
  public static Document readDocument(byte[] utf8, Limits limits) throws JsonException {
    if (utf8.length > limits.bytes()) {
      throw fail(
          "file-too-large",
          null,
          "The text has " + utf8.length + " bytes; at most " + limits.bytes() + " are read.",
          "Split it, or remove what does not belong there.");
    }
    String text = decode(utf8);
    try (JsonParser parser = limits.factory().createParser(text)) {
      Map<Value, Range> ranges = new IdentityHashMap<>();
      parser.nextToken();
      Value root = value(parser, ranges, limits.values());
      if (parser.nextToken() != null) {
        throw fail("json-syntax", range(parser), "There is more text after the end.", "Remove it.");
      }
      return new Document(root, ranges);
    } catch (JsonException e) {
      throw e;
    } catch (JsonProcessingException e) {
      throw explain(e, text, limits);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static String decode(byte[] utf8) throws JsonException {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(utf8))
              .toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw fail("not-utf8", null, "The text is not UTF-8.", "Save it as UTF-8, or restore it.");
    }
  }

  private static Value value(JsonParser p, Map<Value, Range> ranges, int most) throws IOException {
    JsonToken token = p.currentToken();
    if (token == null) {
      throw fail("json-cut-off", range(p), "The text is empty.", RESTORE);
    }
    JsonLocation start = p.currentTokenLocation();
    Value read =
        switch (token) {
          case START_OBJECT -> struct(p, ranges, most);
          case START_ARRAY -> items(p, ranges, most);
          case VALUE_STRING -> new Value.Text(p.getText());
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Num(number(p));
          case VALUE_TRUE -> new Value.Bool(true);
          case VALUE_FALSE -> new Value.Bool(false);
          case VALUE_NULL -> new Value.Null();
          default -> throw fail("json-syntax", range(p), "A value is missing here.", "");
        };
    ranges.put(read, rangeOf(start, p.currentLocation()));
    if (ranges.size() > most) {
      throw fail(
          "json-limit",
          range(p),
          "There are more than " + most + " values.",
          "No pipeline that somebody drew is larger: restore it, or split it.");
    }
    return read;
  }

  private static BigDecimal number(JsonParser p) throws IOException {
    BigDecimal number;
    try {
      number = p.getDecimalValue();
    } catch (NumberFormatException e) {
      // An exponent of more digits than a scale can hold.
      throw outOfRange(p);
    }
    if (Math.abs((long) number.scale()) > MAX_SCALE) {
      throw outOfRange(p);
    }
    return number;
  }

  private static JsonException outOfRange(JsonParser p) throws IOException {
    return fail(
        "json-limit",
        range(p),
        "The number " + p.getText() + " is out of range.",
        "Write a number whose exponent is within 1000.");
  }

  private static Value.Struct struct(JsonParser p, Map<Value, Range> ranges, int most)
      throws IOException {
    Map<String, Value> fields = new LinkedHashMap<>();
    while (p.nextToken() != JsonToken.END_OBJECT) {
      String name = p.currentName();
      JsonLocation at = p.currentTokenLocation();
      p.nextToken();
      if (fields.put(name, value(p, ranges, most)) != null) {
        throw fail(
            "duplicate-key",
            rangeOf(at, at),
            "The key \"" + name + "\" is there twice.",
            "Remove one.");
      }
    }
    return new Value.Struct(fields);
  }

  private static Value.Items items(JsonParser p, Map<Value, Range> ranges, int most)
      throws IOException {
    List<Value> items = new ArrayList<>();
    while (p.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(p, ranges, most));
    }
    return new Value.Items(items);
  }

  private static JsonException explain(JsonProcessingException e, String text, Limits limits) {
    Range conflict = conflictMarker(text);
    if (conflict != null) {
      return fail(
          "merge-conflict",
          conflict,
          "A merge conflict is not resolved (a line begins with <<<<<<<).",
          "Resolve the conflict, then open it again.");
    }
    JsonLocation at = e.getLocation();
    Range range = at == null ? null : rangeOf(at, at);
    if (e instanceof JsonEOFException) {
      return fail("json-cut-off", range, "The text ends in the middle.", RESTORE);
    }
    if (e instanceof StreamConstraintsException) {
      String message = e.getOriginalMessage();
      return message.contains("depth")
          ? fail(
              "json-limit",
              range,
              "Values are nested more than " + limits.depth() + " deep.",
              "Flatten them.")
          : fail("json-limit", range, "A number or a name is too long.", "Shorten it.");
    }
    return fail("json-syntax", range, firstSentence(e.getOriginalMessage()), "Correct the text.");
  }

  private static String firstSentence(String message) {
    String line = message.lines().findFirst().orElse("The text is not JSON");
    return line.endsWith(".") ? line : line + ".";
  }

  /** Where a line begins with git's conflict marker, which no JSON text can have. */
  private static @Nullable Range conflictMarker(String text) {
    int line = 1;
    for (String l : (Iterable<String>) text.lines()::iterator) {
      if (l.startsWith("<<<<<<<")) {
        return new Range(line, 1, line, 8);
      }
      line++;
    }
    return null;
  }

  private static Range range(JsonParser p) {
    return rangeOf(p.currentTokenLocation(), p.currentLocation());
  }

  private static Range rangeOf(JsonLocation from, JsonLocation to) {
    return new Range(
        Math.max(1, from.getLineNr()),
        Math.max(1, from.getColumnNr()),
        Math.max(1, to.getLineNr()),
        Math.max(1, to.getColumnNr()));
  }

  private static JsonException fail(
      String code, @Nullable Range range, String message, String remedy) {
    return new JsonException(Problem.error(code, Place.NOWHERE.withRange(range), message, remedy));
  }

  /**
   * Canonical bytes: fields in the order that the value has, one property or item a line, two
   * spaces a level, {@code \n} at the end. On one line stay: lists of scalars up to 80 characters,
   * structs of scalars that are an item of a list or hold numbers only, up to 100.
   */
  public static byte[] write(Value value) {
    StringBuilder b = new StringBuilder();
    write(b, value, 0, false);
    return b.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The value on one line, without spaces. */
  public static String writeLine(Value value) {
    StringBuilder b = new StringBuilder();
    compact(b, value, "", "");
    return b.toString();
  }

  private static void write(StringBuilder b, Value value, int level, boolean item) {
    if (value instanceof Value.Struct s && !s.fields().isEmpty()) {
      if (staysOnLine(s, item)) {
        compact(b, s, " ", " ");
        return;
      }
      b.append("{\n");
      String separator = "";
      for (Map.Entry<String, Value> f : s.fields().entrySet()) {
        b.append(separator);
        indent(b, level + 1);
        JsonText.quote(b, f.getKey());
        b.append(": ");
        write(b, f.getValue(), level + 1, false);
        separator = ",\n";
      }
      b.append('\n');
      indent(b, level);
      b.append('}');
    } else if (value instanceof Value.Items i && !i.items().isEmpty()) {
      if (i.items().stream().allMatch(Json::isScalar) && fits(i, 80)) {
        compact(b, i, " ", " ");
        return;
      }
      b.append("[\n");
      String separator = "";
      for (Value v : i.items()) {
        b.append(separator);
        indent(b, level + 1);
        write(b, v, level + 1, true);
        separator = ",\n";
      }
      b.append('\n');
      indent(b, level);
      b.append(']');
    } else {
      compact(b, value, "", "");
    }
  }

  private static boolean staysOnLine(Value.Struct s, boolean item) {
    boolean fit =
        item
            ? s.fields().values().stream().allMatch(Json::isScalar)
            : s.fields().values().stream().allMatch(v -> v instanceof Value.Num);
    return fit && fits(s, 100);
  }

  private static boolean fits(Value value, int width) {
    StringBuilder b = new StringBuilder();
    compact(b, value, " ", " ");
    return b.length() <= width;
  }

  private static boolean isScalar(Value v) {
    return !(v instanceof Value.Struct) && !(v instanceof Value.Items);
  }

  private static void indent(StringBuilder b, int level) {
    b.append("  ".repeat(level));
  }

  private static void compact(StringBuilder b, Value value, String afterComma, String afterColon) {
    if (value instanceof Value.Struct s) {
      char open = '{';
      for (Map.Entry<String, Value> f : s.fields().entrySet()) {
        b.append(open == '{' ? "{" : "," + afterComma);
        JsonText.quote(b, f.getKey());
        b.append(':').append(afterColon);
        compact(b, f.getValue(), afterComma, afterColon);
        open = ',';
      }
      b.append(open == '{' ? "{}" : "}");
    } else if (value instanceof Value.Items i) {
      char open = '[';
      for (Value v : i.items()) {
        b.append(open == '[' ? "[" : "," + afterComma);
        compact(b, v, afterComma, afterColon);
        open = ',';
      }
      b.append(open == '[' ? "[]" : "]");
    } else if (value instanceof Value.Text t) {
      JsonText.quote(b, t.text());
    } else if (value instanceof Value.Num n) {
      b.append(n.number());
    } else if (value instanceof Value.Bool x) {
      b.append(x.value());
    } else {
      b.append("null");
    }
  }
}
