package dev.eddy.runtime.crash;

import dev.eddy.model.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that can lose its power. Then of each file the bytes that were forced stand, of
 * what was written after that any beginning, and what is behind it may be anything; names that were
 * made, moved or taken away since their folder was forced may be as before or as after, each for
 * itself, but in the order in which they were changed.
 */
final class ForgetfulDisk implements Disk {
  /** What a name means: the same node after it was moved. */
  private static final class Node {
    byte[] bytes = new byte[0];
    int length;
    byte[] forced = new byte[0];

    byte[] content() {
      return Arrays.copyOf(bytes, length);
    }
  }

  private interface NameChange {
    void apply(Map<Path, Node> names);
  }

  private final TreeMap<Path, Node> names = new TreeMap<>();
  private final TreeMap<Path, Node> durableNames = new TreeMap<>();
  private final Map<Path, List<NameChange>> unforced = new TreeMap<>();
  private final Set<Path> locks = new HashSet<>();
  private int life;

  /** Ends all that is open, forgets what the system may forget, and is there again. */
  synchronized void losePower(Random random) {
    life++;
    locks.clear();
    for (List<NameChange> changes : unforced.values()) {
      for (NameChange c : changes.subList(0, random.nextInt(changes.size() + 1))) {
        c.apply(durableNames);
      }
    }
    unforced.clear();
    names.clear();
    names.putAll(durableNames);
    for (Node node : names.values()) {
      forget(node, random);
    }
  }

  private static void forget(Node node, Random random) {
    byte[] content = node.content();
    int same = Arrays.mismatch(content, node.forced);
    if (same < 0) {
      return;
    }
    byte[] after;
    if (content.length >= node.forced.length && same >= node.forced.length) {
      int kept = node.forced.length + random.nextInt(content.length - node.forced.length + 1);
      after = Arrays.copyOf(content, kept);
      if (random.nextInt(4) == 0 && kept < content.length) {
        // The length was kept, the bytes were not.
        after = Arrays.copyOf(after, content.length);
      }
    } else {
      after = random.nextBoolean() ? content : node.forced;
    }
    node.bytes = after;
    node.length = after.length;
    node.forced = after.clone();
  }

  private void change(Path folder, NameChange c) {
    c.apply(names);
    unforced.computeIfAbsent(folder, f -> new ArrayList<>()).add(c);
  }

  private static Path folderOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  private Node node(Path file) throws NoSuchFileException {
    Node n = names.get(file);
    if (n == null) {
      throw new NoSuchFileException(file.toString());
    }
    return n;
  }

  private synchronized Node made(Path file) {
    Node there = names.get(file);
    if (there != null) {
      return there;
    }
    Node n = new Node();
    change(folderOf(file), map -> map.put(file, n));
    return n;
  }

  private Out out(Node node, int from) {
    int mine = life;
    return new Out() {
      private int at = from;

      @Override
      public void write(byte[] bytes, int start, int length) throws IOException {
        synchronized (ForgetfulDisk.this) {
          alive();
          int end = at + length;
          if (end > node.bytes.length) {
            node.bytes = Arrays.copyOf(node.bytes, Math.max(end, node.bytes.length * 2));
          }
          System.arraycopy(bytes, start, node.bytes, at, length);
          at = end;
          node.length = Math.max(node.length, end);
        }
      }

      @Override
      public void force() throws IOException {
        synchronized (ForgetfulDisk.this) {
          alive();
          node.forced = node.content();
        }
      }

      private void alive() throws IOException {
        if (mine != life) {
          throw new IOException("there is no power");
        }
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void createFolders(Path folder) {}

  @Override
  public synchronized Out create(Path file) {
    Node n = made(file);
    n.length = 0;
    return out(n, 0);
  }

  @Override
  public synchronized Out openAt(Path file, long offset) {
    return out(made(file), (int) offset);
  }

  @Override
  public synchronized In read(Path file) throws IOException {
    byte[] content = node(file).content();
    return new In() {
      private int at;

      @Override
      public int read(byte[] bytes, int from, int length) {
        if (at == content.length) {
          return -1;
        }
        int n = Math.min(length, content.length - at);
        System.arraycopy(content, at, bytes, from, n);
        at += n;
        return n;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public synchronized long size(Path file) {
    Node n = names.get(file);
    return n == null ? -1 : n.length;
  }

  @Override
  public synchronized void truncate(Path file, long length) throws IOException {
    Node n = node(file);
    n.length = (int) Math.min(n.length, length);
    n.forced = n.content();
  }

  @Override
  public synchronized void replace(Path from, Path to) throws IOException {
    Node n = node(from);
    change(
        folderOf(to),
        map -> {
          map.remove(from);
          map.put(to, n);
        });
  }

  @Override
  public synchronized void delete(Path file) {
    if (names.containsKey(file)) {
      change(folderOf(file), map -> map.remove(file));
    }
  }

  @Override
  public synchronized List<Path> list(Path folder, String prefix) {
    List<Path> out = new ArrayList<>();
    for (Path p : names.keySet()) {
      if (folder.equals(p.getParent()) && p.getFileName().toString().startsWith(prefix)) {
        out.add(p);
      }
    }
    return out;
  }

  @Override
  public synchronized void forceFolder(Path folder) {
    List<NameChange> changes = unforced.remove(folder);
    if (changes != null) {
      changes.forEach(c -> c.apply(durableNames));
    }
  }

  @Override
  public synchronized @Nullable Closeable lock(Path file) {
    int mine = life;
    return locks.add(file)
        ? () -> {
          synchronized (ForgetfulDisk.this) {
            if (mine == life) {
              locks.remove(file);
            }
          }
        }
        : null;
  }
}
