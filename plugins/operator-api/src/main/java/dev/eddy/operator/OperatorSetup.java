package dev.eddy.operator;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.disk.Disk;
import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.expression.RowPredicate;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.type.Schema;
import java.util.List;
import java.util.Optional;

/** A node of a plan as its operator sees it; everything in it was checked. */
public interface OperatorSetup {
  String nodeId();

  String nodeName();

  Parameters parameters();

  Contract input(int port);

  Contract output(int port);

  default Schema inputSchema(int port) {
    return input(port).schema();
  }

  default Schema outputSchema(int port) {
    return output(port).schema();
  }

  /** A fresh instance of a compiled condition; empty where the parameter is absent. */
  Optional<RowPredicate> predicate(String parameter);

  /**
   * A fresh instance of a compiled expression, projection, or of the arguments of aggregates; empty
   * where the parameter is absent.
   */
  Optional<RowFunction> function(String parameter);

  /** The calls of an {@code Aggregates} parameter. */
  List<AggregateCall> aggregates(String parameter);

  /**
   * The files of the machine, for sinks that write to files: a sink that makes all its operations
   * through it is tested against kills, full disks and losses of power for free.
   */
  default Disk disk() {
    return Disk.LOCAL;
  }
}
