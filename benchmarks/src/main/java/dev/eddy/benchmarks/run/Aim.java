package dev.eddy.benchmarks.run;

import dev.eddy.benchmarks.nexmark.Query;

/**
 * What Eddy wants to reach.
 *
 * @param byHand at most so many times the CPU of the hand loop
 * @param flink at least so many times less than Flink; 0 for no aim
 */
record Aim(double byHand, double flink) {
  static Aim of(Query query) {
    return switch (query) {
      case Q0, Q1, Q2 -> new Aim(2, 4);
      case Q3, Q8, Q9, Q9U -> new Aim(3, 5);
      case Q5, Q11 -> new Aim(3, 20);
      case Q7 -> new Aim(3, 10);
      case WC -> new Aim(1.5, 5);
      case M15, SK, SF -> new Aim(3, 0);
      case KV -> new Aim(0, 5);
    };
  }
}
