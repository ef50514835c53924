package dev.eddy.runtime.worker;

import dev.eddy.model.io.ProtocolJson;
import dev.eddy.model.protocol.DebugSession;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.RefusedException;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The designer's end of the debug protocol. Thread-safe. One thread of its own reads from the
 * socket, completes replies and calls the listener, in the order in which the worker spoke; whoever
 * waits there for another reply waits for ever.
 */
public final class WorkerClient implements DebugSession {
  private static final int CONNECT_MILLIS = 5_000;

  private final EventLoopGroup group =
      new NioEventLoopGroup(1, new DefaultThreadFactory("eddy-session", true));
  private final Channel channel;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();
  private final CompletableFuture<String> gone = new CompletableFuture<>();
  private volatile Consumer<Notice> listener = notice -> {};
  private volatile String lastWords = "";
  private volatile boolean closedByUs;

  private WorkerClient(int port) throws IOException {
    ChannelFuture connected =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel ch) {
                    ch.pipeline().addLast(new FrameCodec(Frame.LIMIT), new Ear());
                  }
                })
            .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .awaitUninterruptibly();
    if (!connected.isSuccess()) {
      group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw new IOException("the worker does not listen on port " + port, connected.cause());
    }
    this.channel = connected.channel();
  }

  /** Connects to a worker of this machine and greets it; blocks for at most ten seconds. */
  public static WorkerClient connect(int port, String token) throws IOException {
    WorkerClient client = new WorkerClient(port);
    try {
      client.send(new Request.Hello(token, List.of())).get(CONNECT_MILLIS, TimeUnit.MILLISECONDS);
      return client;
    } catch (ExecutionException | TimeoutException e) {
      client.close();
      throw new IOException("the worker did not take the greeting", e);
    } catch (InterruptedException e) {
      client.close();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while greeting the worker", e);
    }
  }

  @Override
  public CompletableFuture<Reply> send(Request request) {
    if (gone.isDone()) {
      return CompletableFuture.failedFuture(new IOException("the worker is gone"));
    }
    long id = ids.incrementAndGet();
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    waiting.put(id, reply);
    ChannelFuture sent =
        channel.writeAndFlush(new Frame(Frame.Kind.REQUEST, id, ProtocolJson.write(request)));
    sent.addListener(
        f -> {
          if (!f.isSuccess()) {
            waiting.remove(id);
            reply.completeExceptionally(new IOException("the worker is gone", f.cause()));
          }
        });
    // A loop that has ended tells no listener; it has told gone before.
    if (gone.isDone()) {
      waiting.remove(id);
      reply.completeExceptionally(new IOException("the worker is gone"));
    }
    return reply;
  }

  @Override
  public void onNotice(Consumer<Notice> to) {
    listener = to;
  }

  @Override
  public CompletableFuture<String> gone() {
    return gone;
  }

  /** Hangs up, on which the worker ends; {@link #gone} completes with no words. */
  @Override
  public void close() {
    closedByUs = true;
    channel.close();
  }

  private void hungUp() {
    IOException why = new IOException("the worker is gone");
    List.copyOf(waiting.keySet())
        .forEach(
            id -> {
              CompletableFuture<Reply> reply = waiting.remove(id);
              if (reply != null) {
                reply.completeExceptionally(why);
              }
            });
    gone.complete(closedByUs ? "" : lastWords.isEmpty() ? "the connection broke off" : lastWords);
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private final class Ear extends SimpleChannelInboundHandler<Frame> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Frame frame) throws IOException {
      switch (frame.kind()) {
        case NOTICE -> tell(ProtocolJson.readNotice(frame.body()));
        case REPLY -> complete(frame.id(), ProtocolJson.readReply(frame.body()));
        case REQUEST -> ctx.close();
      }
    }

    /** A listener that fails is its own affair: the session goes on. */
    private void tell(Notice notice) {
      try {
        listener.accept(notice);
      } catch (RuntimeException e) {
        Thread t = Thread.currentThread();
        t.getUncaughtExceptionHandler().uncaughtException(t, e);
      }
    }

    private void complete(long id, Reply reply) {
      CompletableFuture<Reply> to = waiting.remove(id);
      if (to == null) {
        return;
      }
      if (reply instanceof Reply.Refused refused) {
        to.completeExceptionally(new RefusedException(refused.problem()));
      } else {
        to.complete(reply);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      hungUp();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      lastWords = "what the worker sent could not be read: " + cause.getMessage();
      ctx.close();
    }
  }
}
