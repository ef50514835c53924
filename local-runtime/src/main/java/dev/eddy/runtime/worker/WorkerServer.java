package dev.eddy.runtime.worker;

import dev.eddy.model.io.ProtocolJson;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The worker's end of the debug protocol: one loopback socket, one client. A connection must begin
 * with {@link Request.Hello} and the right token within ten seconds, else it is closed without an
 * answer; whatever is no frame or no request closes it too. One event loop thread moves bytes; the
 * {@link RunLoop} does the work.
 */
final class WorkerServer implements AutoCloseable {
  /** What this worker can do beyond the first version of the protocol. */
  static final List<String> CAPABILITIES =
      List.of(
          "step-back",
          "reverse-continue",
          "seek",
          "edge-rows",
          "state",
          "timeline",
          "step-grains",
          "conditions",
          "log-points",
          "paging",
          "lineage",
          "why",
          "branch",
          "diff",
          "metrics");

  private static final int HELLO_SECONDS = 10;

  private final byte[] token;
  private final RunLoop loop;
  private final EventLoopGroup group =
      new NioEventLoopGroup(1, new DefaultThreadFactory("eddy-wire", true));
  private final Channel listening;
  private final AtomicReference<@Nullable Channel> client = new AtomicReference<>();
  private final CompletableFuture<Void> left = new CompletableFuture<>();

  private volatile Consumer<Problem> exhausted = problem -> {};

  private WorkerServer(Runs runs, String token) throws IOException {
    this.token = token.getBytes(StandardCharsets.UTF_8);
    this.loop = new RunLoop(runs, this::tell, problem -> exhausted.accept(problem));
    this.listening = listen();
    loop.start();
  }

  /** Listens on a free port of the loopback interface. */
  static WorkerServer start(Runs runs, String token) throws IOException {
    return new WorkerServer(runs, token);
  }

  private Channel listen() throws IOException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel ch) {
                    FrameCodec codec = new FrameCodec(Frame.STRANGER_LIMIT);
                    ch.pipeline().addLast(codec, new Conversation(codec));
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw new IOException("no port on the loopback interface", bound.cause());
    }
    return bound.channel();
  }

  int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /** Completes when the client has gone or asked to quit. */
  CompletableFuture<Void> left() {
    return left;
  }

  /**
   * Ends this process when the run has not got on for so long.
   *
   * @param end called after the client was told
   */
  void watch(long seconds, Consumer<Problem> end) {
    new Watchdog(
            seconds,
            loop::beats,
            () -> loop.caught(seconds),
            problem -> {
              lastWords(problem);
              end.accept(problem);
            })
        .start();
  }

  /**
   * Tells the client that user code ends the process; for a shutdown hook.
   *
   * @param where where in its code
   * @return what was told; null where no run is known
   */
  @Nullable Problem exiting(String where) {
    Problem problem = loop.exiting(where);
    if (problem != null) {
      lastWords(problem);
    }
    return problem;
  }

  /** Records and tells what ends the run, whose thread does not come back. */
  private void lastWords(Problem problem) {
    loop.recordFailure(problem);
    tell(new Notice.Failed(problem));
  }

  /**
   * Ends this process when there is no memory left for the run.
   *
   * @param end called after the client was told
   */
  void exhausted(Consumer<Problem> end) {
    exhausted = end;
  }

  private void tell(Notice notice) {
    Channel to = client.get();
    if (to != null) {
      to.writeAndFlush(new Frame(Frame.Kind.NOTICE, 0, ProtocolJson.write(notice)));
    }
  }

  /** Hangs up, waits up to two seconds for the run to rest, and frees the threads. */
  @Override
  public void close() throws InterruptedException {
    listening.close();
    Channel to = client.get();
    if (to != null) {
      to.close();
    }
    loop.close(2_000);
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  /** One connection; on the event loop alone. */
  private final class Conversation extends SimpleChannelInboundHandler<Frame> {
    private final FrameCodec codec;
    private boolean known;

    Conversation(FrameCodec codec) {
      this.codec = codec;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      ctx.executor()
          .schedule(
              () -> {
                if (!known) {
                  ctx.close();
                }
              },
              HELLO_SECONDS,
              TimeUnit.SECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Frame frame) throws IOException {
      if (frame.kind() != Frame.Kind.REQUEST) {
        ctx.close();
        return;
      }
      Request request = ProtocolJson.readRequest(frame.body());
      if (request instanceof Request.Hello hello) {
        greet(ctx, frame.id(), hello);
      } else if (!known) {
        ctx.close();
      } else {
        loop.submit(request, reply -> answer(ctx.channel(), frame.id(), request, reply));
      }
    }

    private void greet(ChannelHandlerContext ctx, long id, Request.Hello hello) {
      boolean right = MessageDigest.isEqual(token, hello.token().getBytes(StandardCharsets.UTF_8));
      if (known || !right || !client.compareAndSet(null, ctx.channel())) {
        ctx.close();
        return;
      }
      known = true;
      codec.limit(Frame.LIMIT);
      answer(
          ctx.channel(), id, hello, new Reply.Welcome(CAPABILITIES, ProcessHandle.current().pid()));
    }

    private void answer(Channel to, long id, Request request, Reply reply) {
      byte[] body = ProtocolJson.write(reply);
      if (body.length > Frame.LIMIT - Frame.HEADER) {
        body = ProtocolJson.write(new Reply.Refused(tooLarge(body.length)));
      }
      ChannelFuture sent = to.writeAndFlush(new Frame(Frame.Kind.REPLY, id, body));
      if (request instanceof Request.Quit) {
        sent.addListener(f -> left.complete(null));
      }
    }

    private static Problem tooLarge(int bytes) {
      return Problem.error(
          "reply-too-large",
          Place.NOWHERE,
          "The answer would take " + (bytes >> 20) + " MB.",
          "Ask for fewer at a time.");
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      if (known) {
        left.complete(null);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
