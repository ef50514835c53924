package dev.eddy.designer.control.expression;

import dev.eddy.designer.control.expression.Brackets.Call;
import dev.eddy.model.expression.Expressions.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the function is written whose call the caret stands in, with the argument that it stands at.
 * Pure.
 *
 * @param open offset of the call's bracket
 */
record SignatureModel(List<Part> parts, String help, int open) {
  /** A piece of the signature. */
  record Part(String text, boolean current) {}

  static @Nullable SignatureModel of(String text, int caret, ExpressionAssistant assistant) {
    Call call = Brackets.call(text, caret);
    if (call == null) {
      return null;
    }
    Optional<Function> f = assistant.function(call.function());
    return f.map(
            x -> new SignatureModel(parts(x.signature(), call.argument()), x.help(), call.open()))
        .orElse(null);
  }

  /** Cuts {@code NAME(a, b [, c])} so that the argument stands alone; the last one may repeat. */
  static List<Part> parts(String signature, int argument) {
    int open = signature.indexOf('(');
    int close = signature.lastIndexOf(')');
    if (open < 0 || close < open) {
      return List.of(new Part(signature, false));
    }
    List<int[]> arguments = new ArrayList<>();
    int depth = 0;
    int from = open + 1;
    for (int i = open + 1; i < close; i++) {
      char c = signature.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        arguments.add(new int[] {from, i});
        from = i + 1;
      }
    }
    arguments.add(new int[] {from, close});
    int[] at = arguments.get(Math.min(argument, arguments.size() - 1));
    int start = at[0];
    int end = at[1];
    while (start < end && " [".indexOf(signature.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && " []".indexOf(signature.charAt(end - 1)) >= 0) {
      end--;
    }
    List<Part> out = new ArrayList<>();
    out.add(new Part(signature.substring(0, start), false));
    out.add(new Part(signature.substring(start, end), true));
    out.add(new Part(signature.substring(end), false));
    return out.stream().filter(p -> !p.text().isEmpty()).toList();
  }
}
