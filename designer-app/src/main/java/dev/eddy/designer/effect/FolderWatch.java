package dev.eddy.designer.effect;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;

/** Tells on a thread of its own that something in some folders has changed, once it is quiet. */
final class FolderWatch implements AutoCloseable {
  private static final long QUIET_MS = 250;

  private final WatchService service;

  private FolderWatch(WatchService service) {
    this.service = service;
  }

  /** Watches the folders that exist, not what lies in folders in them. */
  static FolderWatch start(Iterable<Path> folders, Runnable onChange) throws IOException {
    WatchService service = null;
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        service = service == null ? folder.getFileSystem().newWatchService() : service;
        try {
          folder.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException e) {
          service.close();
          throw e;
        }
      }
    }
    if (service == null) {
      throw new IOException("no folder to watch");
    }
    FolderWatch watch = new FolderWatch(service);
    Effects.daemon("eddy-watch", () -> watch.loop(onChange)).start();
    return watch;
  }

  private void loop(Runnable onChange) {
    try {
      while (true) {
        WatchKey key = service.take();
        // A save is several events; an editor's too.
        do {
          key.pollEvents();
          key.reset();
          key = service.poll(QUIET_MS, TimeUnit.MILLISECONDS);
        } while (key != null);
        onChange.run();
      }
    } catch (ClosedWatchServiceException e) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
