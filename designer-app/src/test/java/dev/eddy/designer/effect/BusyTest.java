package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.ShellMessage;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BusyTest {
  private final BlockingQueue<Message> answers = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService worker = Executors.newSingleThreadExecutor();
  private final Busy told = new Busy(answers::add, clock, 0);
  private final Busy quiet = new Busy(answers::add, clock, TimeUnit.DAYS.toMillis(1));

  @AfterEach
  void stop() {
    clock.shutdownNow();
    worker.shutdownNow();
  }

  private Message next() throws InterruptedException {
    Message m = answers.poll(60, TimeUnit.SECONDS);
    assertThat(m).as("an answer").isNotNull();
    return m;
  }

  private static void wait(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatIsDoneInAMomentIsNotTold() throws Exception {
    quiet.run("open", "Opening p", worker, to -> to.accept(new Message.Save()));
    assertThat(next()).isEqualTo(new Message.Save());
    worker.shutdown();
    assertThat(worker.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(answers).isEmpty();
  }

  @Test
  void whatTakesLongIsToldAndItsEndToo() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    told.run(
        "open",
        "Opening p",
        worker,
        to -> {
          wait(go);
          to.accept(new Message.Save());
        });
    assertThat(next()).isEqualTo(new ShellMessage.Working("open", "Opening p"));
    go.countDown();
    assertThat(next()).isEqualTo(new Message.Save());
    assertThat(next()).isEqualTo(new ShellMessage.Worked("open"));
  }

  @Test
  void whatIsCancelledIsInterruptedAndAnswersNothing() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    told.run(
        "open",
        "Opening p",
        worker,
        to -> {
          begun.countDown();
          wait(new CountDownLatch(1));
          to.accept(new Message.Save());
          ended.countDown();
        });
    assertThat(next()).isInstanceOf(ShellMessage.Working.class);
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    told.cancel("open");
    assertThat(next()).isEqualTo(new ShellMessage.Worked("open"));
    assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    quiet.run("next", "Next", worker, to -> to.accept(new Message.Undo()));
    assertThat(next()).as("and nothing of the first before it").isEqualTo(new Message.Undo());
  }

  @Test
  void whatWaitsForItsTurnIsCancelledBeforeItBegins() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    worker.execute(() -> wait(go));
    quiet.run("open", "Opening p", worker, to -> to.accept(new Message.Save()));
    quiet.cancel("open");
    quiet.cancel("open");
    go.countDown();
    assertThat(next()).isEqualTo(new ShellMessage.Worked("open"));
    quiet.run("next", "Next", worker, to -> to.accept(new Message.Undo()));
    assertThat(next()).isEqualTo(new Message.Undo());
  }

  @Test
  void allWorkOfAKindIsCancelledAndNotOnlyTheNewest() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    quiet.run(
        "open",
        "Opening p",
        worker,
        to -> {
          begun.countDown();
          wait(new CountDownLatch(1));
          to.accept(new Message.Save());
          ended.countDown();
        });
    quiet.run("open", "Opening q", worker, to -> to.accept(new Message.Redo()));
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    quiet.cancel("open");
    assertThat(next()).isEqualTo(new ShellMessage.Worked("open"));
    assertThat(ended.await(60, TimeUnit.SECONDS)).as("the first one was interrupted").isTrue();
    quiet.run("next", "Next", worker, to -> to.accept(new Message.Undo()));
    assertThat(next()).as("and neither has answered").isEqualTo(new Message.Undo());
  }

  @Test
  void workOfAnotherKindGoesOn() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    quiet.run(
        "export",
        "Exporting",
        worker,
        to -> {
          wait(go);
          to.accept(new Message.Save());
        });
    quiet.cancel("open");
    go.countDown();
    assertThat(next()).isEqualTo(new Message.Save());
  }

  @Test
  void theEndOfOneIsNotToldWhileAnotherOfItsKindIsShown() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      told.run("open", "Opening p", two, to -> wait(first));
      assertThat(next()).isEqualTo(new ShellMessage.Working("open", "Opening p"));
      told.run("open", "Opening q", two, to -> wait(second));
      assertThat(next()).isEqualTo(new ShellMessage.Working("open", "Opening q"));
      second.countDown();
      assertThat(next())
          .as("what goes on has its words back")
          .isEqualTo(new ShellMessage.Working("open", "Opening p"));
      first.countDown();
      assertThat(next()).isEqualTo(new ShellMessage.Worked("open"));
    } finally {
      two.shutdownNow();
    }
  }

  @Test
  void aJobThatThrowsIsOverAllTheSame() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService one =
        Executors.newSingleThreadExecutor(
            r -> {
              Thread t = new Thread(r);
              t.setUncaughtExceptionHandler((thread, e) -> {});
              return t;
            });
    try {
      told.run(
          "open",
          "Opening p",
          one,
          to -> {
            wait(go);
            throw new IllegalStateException("a fault");
          });
      assertThat(next()).isInstanceOf(ShellMessage.Working.class);
      go.countDown();
      assertThat(next()).isEqualTo(new ShellMessage.Worked("open"));
    } finally {
      one.shutdownNow();
    }
  }

  @Test
  void aWindowThatIsClosingStartsNothing() {
    worker.shutdownNow();
    quiet.run("open", "Opening p", worker, to -> to.accept(new Message.Save()));
    quiet.cancel("open");
    assertThat(answers).as("nothing was begun, so nothing is over").isEmpty();
  }
}
