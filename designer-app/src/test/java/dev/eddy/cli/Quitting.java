package dev.eddy.cli;

import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.row.Row;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorProvider;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A user's operator that ends the process at its hundredth row, as if all were well. */
public final class Quitting implements ProcessProvider {
  /** What to add to a class path for a process that is to see it. */
  static Path announcedIn(Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(OperatorProvider.class.getName()), Quitting.class.getName());
    return folder;
  }

  @Override
  public OperatorDescriptor descriptor() {
    return OperatorDescriptor.transform("quitting", "Quitting", "", "box");
  }

  @Override
  public void infer(Inference inference) {
    inference.output(0, inference.input(0));
  }

  @Override
  public Operator create(OperatorSetup setup) {
    return new Operator() {
      private int rows;

      @Override
      public void onRow(int port, Row row, OperatorContext context) {
        if (++rows == 100) {
          System.exit(0);
        }
        context.emit(0, row);
      }
    };
  }
}
