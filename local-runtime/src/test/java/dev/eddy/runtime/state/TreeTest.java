package dev.eddy.runtime.state;

class TreeTest extends SortedStoreContract {
  @Override
  SortedStore<Integer> create() {
    return new Tree<>();
  }
}
