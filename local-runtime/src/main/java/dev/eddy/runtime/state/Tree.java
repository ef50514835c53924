package dev.eddy.runtime.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A B+tree whose nodes are copied on the first write after a keyframe: a node is written in place
 * only while its owner is the tree's present owner, and every keyframe and every seek begins with a
 * new owner that no node has yet. So a keyframe is a root pointer. Underfull nodes are not merged;
 * empty ones are taken away.
 */
public final class Tree<V> implements SortedStore<V> {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int FANOUT = 64;
  private static final int NODE_BYTES = 88;

  /** Of an array besides what is in it. */
  private static final int KEY_BYTES = 16;

  /** About what a row or the timers of an instant take: they are not measured. */
  private static final int VALUE_BYTES = 120;

  /** In a leaf, {@code items[i]} is the value of key i; else the child of keys from key i on. */
  private static final class Node {
    final Object owner;
    final boolean leaf;
    byte[][] keys;

    /**
     * The first bytes of each key, so that most comparisons stay in one array, see {@link #head}.
     */
    long[] heads;

    @Nullable Object[] items;
    int n;

    Node(Object owner, boolean leaf, int capacity) {
      this.owner = owner;
      this.leaf = leaf;
      this.keys = new byte[capacity][];
      this.heads = new long[capacity];
      this.items = new Object[capacity];
    }

    Node child(int i) {
      return (Node) Objects.requireNonNull(items[i]);
    }
  }

  /**
   * The nodes of a tree in order, each before its children. No method of a tree calls itself: of
   * one that does the compiler, as it is set for long chains, would inline thirty levels.
   */
  private static final class Walk {
    private @Nullable Node[] parents = new Node[8];
    private int[] children = new int[8];
    private int depth;
    private @Nullable Node pending;

    Walk(Node root) {
      pending = root;
    }

    /** The next node; null behind the last. */
    @Nullable Node next() {
      Node node = pending;
      pending = null;
      while (node == null && depth > 0) {
        Node parent = Objects.requireNonNull(parents[depth - 1]);
        int child = children[depth - 1]++;
        if (child < parent.n) {
          node = parent.child(child);
        } else {
          depth--;
        }
      }
      if (node != null && !node.leaf) {
        enter(node, 0);
      }
      return node;
    }

    /** Leaves the children of the node that was given last out. */
    void skip() {
      if (depth > 0 && children[depth - 1] == 0) {
        depth--;
      }
    }

    /** Goes down to the leaf that a key belongs to, which {@link #next} would have given. */
    Node leafOf(byte[] key) {
      Node node = Objects.requireNonNull(next());
      while (!node.leaf) {
        int child = childAt(node, key);
        children[depth - 1] = child;
        node = Objects.requireNonNull(next());
      }
      return node;
    }

    private void enter(Node parent, int child) {
      if (depth == parents.length) {
        parents = Arrays.copyOf(parents, depth * 2);
        children = Arrays.copyOf(children, depth * 2);
      }
      parents[depth] = parent;
      children[depth++] = child;
    }
  }

  /**
   * @param bytes of nodes that were copied since the keyframe before it, and of entries of that one
   *     that are gone
   */
  private record Root(Node node, int size, long bytes) implements Keyframe {
    @Override
    public void weigh(Holdings into) {
      into.add(this, bytes);
    }
  }

  private Object owner = new Object();
  private Node root = new Node(owner, true, 4);
  private long copied;
  private int size;

  /** Entries of the last keyframe, and how many of them may be gone. */
  private int framed;

  private int gone;

  @Override
  public int size() {
    return size;
  }

  @Override
  public Keyframe keyframe() {
    owner = new Object();
    long bytes = copied;
    copied = 0;
    framed = size;
    gone = 0;
    return new Root(root, size, bytes);
  }

  @Override
  public void seek(Keyframe keyframe) {
    Root r = (Root) keyframe;
    owner = new Object();
    root = r.node;
    size = r.size;
    framed = size;
    gone = 0;
  }

  /** The nodes under a root are never written to again. */
  static final class TreeSnapshot<V> implements Snapshot<V> {
    private final Node root;
    private final int size;

    TreeSnapshot(Node root, int size) {
      this.root = root;
      this.size = size;
    }

    @Override
    public int size() {
      return size;
    }

    /** The value of a key; null where there is none. */
    @Nullable V get(byte[] key) {
      return Tree.get(root, key, key.length);
    }

    @Override
    public void scan(SortedStore.Visitor<? super V> visitor) {
      Tree.scan(root, EMPTY, visitor);
    }

    @Override
    public void changesSince(Snapshot<V> earlier, Changes<? super V> visitor) {
      Node before = ((TreeSnapshot<V>) earlier).root;
      Set<Node> old = Collections.newSetFromMap(new IdentityHashMap<>());
      Set<Node> now = Collections.newSetFromMap(new IdentityHashMap<>());
      addAll(before, old);
      addAll(root, now);
      Snapshot.merge(
          TreeSnapshot.<V>unshared(before, now),
          TreeSnapshot.<V>unshared(root, old),
          (a, b) -> a == b,
          visitor);
    }

    private static void addAll(Node root, Set<Node> to) {
      Walk walk = new Walk(root);
      for (Node node = walk.next(); node != null; node = walk.next()) {
        to.add(node);
      }
    }

    @SuppressWarnings("unchecked")
    private static <V> List<Map.Entry<byte[], V>> unshared(Node root, Set<Node> shared) {
      List<Map.Entry<byte[], V>> out = new ArrayList<>();
      Walk walk = new Walk(root);
      for (Node node = walk.next(); node != null; node = walk.next()) {
        if (shared.contains(node)) {
          walk.skip();
        } else if (node.leaf) {
          for (int i = 0; i < node.n; i++) {
            out.add(Map.entry(node.keys[i], (V) Objects.requireNonNull(node.items[i])));
          }
        }
      }
      return out;
    }
  }

  @Override
  public TreeSnapshot<V> snapshot() {
    owner = new Object();
    return new TreeSnapshot<>(root, size);
  }

  /** The contents of a keyframe, for other threads. */
  static <V> TreeSnapshot<V> snapshotOf(Keyframe keyframe) {
    Root r = (Root) keyframe;
    return new TreeSnapshot<>(r.node, r.size);
  }

  @Override
  public @Nullable V get(byte[] key) {
    return get(key, key.length);
  }

  /** The value of the key that is the first bytes of an array, which may be used again. */
  public @Nullable V get(byte[] key, int length) {
    return get(root, key, length);
  }

  @SuppressWarnings("unchecked")
  private static <V> @Nullable V get(Node root, byte[] key, int length) {
    Node node = root;
    while (!node.leaf) {
      node = node.child(childAt(node, key, length));
    }
    int i = find(node, key, length);
    return i < 0 ? null : (V) node.items[i];
  }

  /** After an entry was removed below the root. */
  private void shrunk() {
    while (!root.leaf && root.n == 1) {
      root = root.child(0);
    }
    if (root.n == 0) {
      root = new Node(owner, true, 4);
    }
    size--;
  }

  @Override
  @SuppressWarnings("unchecked")
  public @Nullable V first() {
    if (size == 0) {
      return null;
    }
    Node node = root;
    while (!node.leaf) {
      node = node.child(0);
    }
    return (V) node.items[0];
  }

  @Override
  @SuppressWarnings("unchecked")
  public @Nullable V put(byte[] key, V value) {
    root = owned(root);
    if (root.n == FANOUT) {
      Node top = new Node(owner, false, FANOUT);
      top.keys[0] = root.keys[0];
      top.heads[0] = root.heads[0];
      top.items[0] = root;
      top.n = 1;
      split(top, 0);
      root = top;
    }
    Node node = root;
    while (!node.leaf) {
      int i = childAt(node, key);
      Node child = owned(node.child(i));
      node.items[i] = child;
      if (child.n == FANOUT) {
        split(node, i);
        if (Arrays.compareUnsigned(key, node.keys[i + 1]) >= 0) {
          i++;
        }
        child = node.child(i);
      }
      node = child;
    }
    int i = find(node, key);
    if (i >= 0) {
      V before = (V) node.items[i];
      node.items[i] = value;
      return before;
    }
    insert(node, -i - 1, key, value);
    size++;
    return null;
  }

  @Override
  public @Nullable V remove(byte[] key) {
    V before = get(key);
    if (before == null) {
      return null;
    }
    root = owned(root);
    Node node = root;
    // From here on down the way is one of only children, which go with an empty leaf.
    Node stays = root;
    int goes = 0;
    while (!node.leaf) {
      int i = childAt(node, key);
      if (node.n > 1) {
        stays = node;
        goes = i;
      }
      Node child = owned(node.child(i));
      node.items[i] = child;
      node = child;
    }
    delete(node, find(node, key));
    if (gone < framed) {
      gone++;
      copied += KEY_BYTES + key.length + (before instanceof Boolean ? 0 : VALUE_BYTES);
    }
    if (node.n == 0 && node != root) {
      delete(stays, goes);
    }
    shrunk();
    return before;
  }

  @Override
  public void scan(byte[] from, Visitor<? super V> visitor) {
    scan(root, from, visitor);
  }

  @SuppressWarnings("unchecked")
  private static <V> void scan(Node root, byte[] from, SortedStore.Visitor<? super V> visitor) {
    Walk walk = new Walk(root);
    Node node = from.length == 0 ? walk.next() : walk.leafOf(from);
    int i = 0;
    if (from.length > 0 && node != null) {
      int found = find(node, from);
      i = found < 0 ? -found - 1 : found;
    }
    for (; node != null; node = walk.next()) {
      if (!node.leaf) {
        continue;
      }
      for (; i < node.n; i++) {
        if (!visitor.visit(node.keys[i], (V) Objects.requireNonNull(node.items[i]))) {
          return;
        }
      }
      i = 0;
    }
  }

  @Override
  public byte @Nullable [] lastKeyBelow(byte[] upper) {
    Node node = root;
    Node before = null;
    while (!node.leaf) {
      int i = childAt(node, upper);
      before = i > 0 ? node.child(i - 1) : before;
      node = node.child(i);
    }
    int i = find(node, upper);
    int at = (i < 0 ? -i - 1 : i) - 1;
    if (at >= 0) {
      return node.keys[at];
    }
    // All that stands left of the way is below what the way begins with.
    while (before != null && !before.leaf) {
      before = before.child(before.n - 1);
    }
    return before == null ? null : before.keys[before.n - 1];
  }

  private static final byte[] EMPTY = new byte[0];

  private Node owned(Node node) {
    if (node.owner == owner) {
      return node;
    }
    Node copy = new Node(owner, node.leaf, node.keys.length);
    copied += NODE_BYTES + 16L * node.keys.length;
    System.arraycopy(node.keys, 0, copy.keys, 0, node.n);
    System.arraycopy(node.heads, 0, copy.heads, 0, node.n);
    System.arraycopy(node.items, 0, copy.items, 0, node.n);
    copy.n = node.n;
    return copy;
  }

  /** Splits a full owned child in the middle; the parent is owned and not full. */
  private void split(Node parent, int at) {
    Node left = parent.child(at);
    Node right = new Node(owner, left.leaf, FANOUT);
    // Mostly ascending keys (timers) leave fuller nodes behind when the last node splits unevenly.
    int from = at == parent.n - 1 && left.leaf ? left.n * 3 / 4 : left.n / 2;
    right.n = left.n - from;
    System.arraycopy(left.keys, from, right.keys, 0, right.n);
    System.arraycopy(left.heads, from, right.heads, 0, right.n);
    System.arraycopy(left.items, from, right.items, 0, right.n);
    Arrays.fill(left.keys, from, left.n, null);
    Arrays.fill(left.items, from, left.n, null);
    left.n = from;
    insert(parent, at + 1, right.keys[0], right);
  }

  private static void insert(Node node, int at, byte[] key, @Nullable Object item) {
    if (node.n == node.keys.length) {
      int capacity = Math.min(FANOUT, node.n * 2);
      node.keys = Arrays.copyOf(node.keys, capacity);
      node.heads = Arrays.copyOf(node.heads, capacity);
      node.items = Arrays.copyOf(node.items, capacity);
    }
    System.arraycopy(node.keys, at, node.keys, at + 1, node.n - at);
    System.arraycopy(node.heads, at, node.heads, at + 1, node.n - at);
    System.arraycopy(node.items, at, node.items, at + 1, node.n - at);
    node.keys[at] = key;
    node.heads[at] = head(key, key.length);
    node.items[at] = item;
    node.n++;
  }

  private static void delete(Node node, int at) {
    System.arraycopy(node.keys, at + 1, node.keys, at, node.n - at - 1);
    System.arraycopy(node.heads, at + 1, node.heads, at, node.n - at - 1);
    System.arraycopy(node.items, at + 1, node.items, at, node.n - at - 1);
    node.n--;
    node.items[node.n] = null;
  }

  private static int childAt(Node node, byte[] key) {
    return childAt(node, key, key.length);
  }

  private static int find(Node leaf, byte[] key) {
    return find(leaf, key, key.length);
  }

  /**
   * The first eight bytes of a key, zeros behind its end: ordered as keys are, but that keys which
   * go on may be alike.
   */
  private static long head(byte[] key, int length) {
    if (length >= Long.BYTES) {
      return (long) LONG.get(key, 0) ^ Long.MIN_VALUE;
    }
    long v = 0;
    for (int i = 0; i < length; i++) {
      v |= (key[i] & 0xffL) << 56 - 8 * i;
    }
    return v ^ Long.MIN_VALUE;
  }

  /** Compares a key of a node with the first bytes of one whose head is known. */
  private static int compare(Node node, int i, byte[] key, int length, long head) {
    int c = Long.compare(node.heads[i], head);
    return c != 0 ? c : compareRest(node.keys[i], key, length);
  }

  private static int compareRest(byte[] a, byte[] key, int length) {
    return a.length == Long.BYTES && length == Long.BYTES
        ? 0
        : Arrays.compareUnsigned(a, 0, a.length, key, 0, length);
  }

  /** Position of the child that may hold a key; keys below the first belong to the first. */
  private static int childAt(Node node, byte[] key, int length) {
    long head = head(key, length);
    int low = 1;
    int high = node.n - 1;
    while (low <= high) {
      int mid = (low + high) >>> 1;
      if (compare(node, mid, key, length, head) <= 0) {
        low = mid + 1;
      } else {
        high = mid - 1;
      }
    }
    return low - 1;
  }

  /** Position of a key in a leaf, or {@code -(insertion point) - 1}. */
  private static int find(Node leaf, byte[] key, int length) {
    long head = head(key, length);
    int low = 0;
    int high = leaf.n - 1;
    while (low <= high) {
      int mid = (low + high) >>> 1;
      int c = compare(leaf, mid, key, length, head);
      if (c < 0) {
        low = mid + 1;
      } else if (c > 0) {
        high = mid - 1;
      } else {
        return mid;
      }
    }
    return -low - 1;
  }
}
