package dev.eddy.designer.effect;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Tells on a thread of its own that something in some folders has changed, once it is quiet. A
 * folder that is made, or made again, later is watched from then on as long as the first one is
 * there.
 */
final class FolderWatch implements AutoCloseable {
  private static final long QUIET_MS = 250;

  private final WatchService service;
  private final List<Path> folders;
  // Only the thread of the watch touches it once that runs.
  private final Map<Path, WatchKey> keys = new HashMap<>();

  private FolderWatch(WatchService service, List<Path> folders) {
    this.service = service;
    this.folders = folders;
  }

  /**
   * Watches folders, not what lies in folders in them.
   *
   * @param folders the first one exists and holds the others
   */
  static FolderWatch start(List<Path> folders, Runnable onChange) throws IOException {
    Path first = folders.get(0);
    if (!Files.isDirectory(first)) {
      throw new IOException("no folder to watch");
    }
    FolderWatch watch = new FolderWatch(first.getFileSystem().newWatchService(), folders);
    try {
      watch.register();
    } catch (IOException e) {
      watch.service.close();
      throw e;
    }
    Effects.daemon("eddy-watch", () -> watch.loop(onChange)).start();
    return watch;
  }

  // A key that is not valid any more was of a folder that is gone.
  private void register() throws IOException {
    for (Path folder : folders) {
      WatchKey key = keys.get(folder);
      if ((key == null || !key.isValid()) && Files.isDirectory(folder)) {
        keys.put(
            folder,
            folder.register(
                service,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE));
      }
    }
  }

  private void loop(Runnable onChange) {
    try {
      while (true) {
        WatchKey key = service.take();
        // A save is several events; an editor's too.
        do {
          key.pollEvents();
          key.reset();
          follow();
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

  private void follow() {
    try {
      register();
    } catch (IOException e) {
      // It is gone again already, or may not be read: the next event tries anew.
      keys.values().removeIf(k -> !k.isValid());
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
