package dev.eddy.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.protocol.Request;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WorkerProcessTest {
  private static final WorkerProcess.Settings SMALL =
      new WorkerProcess.Settings(
          128, WorkerProcess.Settings.defaults().classPath(), List.of("-XX:TieredStopAtLevel=1"));

  private static ProcessHandle handle(WorkerProcess worker) {
    return ProcessHandle.of(worker.pid()).orElseThrow();
  }

  @Test
  void aWorkerThatIsKilledSaysSoAndItsSessionEnds() throws Exception {
    try (WorkerProcess worker = WorkerProcess.start(SMALL)) {
      assertThat(handle(worker).destroyForcibly()).isTrue();
      assertThat(worker.session().gone().get(20, TimeUnit.SECONDS)).contains("killed (signal 9)");
      assertThatThrownBy(() -> worker.session().send(new Request.Pause()).get(20, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aWorkerEndsByItselfWhenItsSessionIsClosed() throws Exception {
    try (WorkerProcess worker = WorkerProcess.start(SMALL)) {
      CompletableFuture<ProcessHandle> exit = handle(worker).onExit();
      worker.session().close();
      assertThat(worker.session().gone().get(20, TimeUnit.SECONDS)).isEmpty();
      exit.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void quitEndsTheWorkerAfterItsAnswer() throws Exception {
    try (WorkerProcess worker = WorkerProcess.start(SMALL)) {
      CompletableFuture<ProcessHandle> exit = handle(worker).onExit();
      worker.session().send(new Request.Quit()).get(20, TimeUnit.SECONDS);
      exit.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void aWorkerSeesNoSecretOfTheEnvironmentAndNoTokenStandsInItsArguments() throws Exception {
    try (WorkerProcess worker = WorkerProcess.start(SMALL)) {
      String[] arguments = handle(worker).info().arguments().orElse(new String[0]);
      assertThat(String.join(" ", arguments)).doesNotContain(WorkerMain.TOKEN);
      assertThat(String.join(" ", arguments)).doesNotContainPattern("[0-9a-f]{64}");
    }
  }

  @Test
  void aWorkerThatCannotStartIsAnErrorWithItsLastWords() {
    assertThatThrownBy(
            () ->
                WorkerProcess.start(
                    new WorkerProcess.Settings(
                        128, "/nowhere", List.of("-XX:TieredStopAtLevel=1"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("The worker did not start.")
        .hasMessageContaining("WorkerMain");
  }

  @Test
  void aSpareWorkerIsReadyAgainAfterOneWasTakenOrDied() throws Exception {
    try (SpareWorker spare = new SpareWorker(SMALL)) {
      try (WorkerProcess first = spare.take().get(60, TimeUnit.SECONDS);
          WorkerProcess second = spare.take().get(60, TimeUnit.SECONDS)) {
        assertThat(first.pid()).isNotEqualTo(second.pid());
        assertThat(first.session().gone()).isNotDone();
        assertThat(second.session().gone()).isNotDone();
      }
    }
  }
}
