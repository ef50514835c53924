package dev.eddy.designer.control;

import dev.eddy.model.refactor.ColumnRef;

/** What can be done with a column wherever one is shown. FX thread. */
public interface ColumnActions {
  void rename(ColumnRef column);

  void retype(ColumnRef column);

  void findUses(ColumnRef column);

  void delete(ColumnRef column);

  default ColumnKeys keys() {
    return ColumnKeys.NONE;
  }

  /** Does nothing. */
  ColumnActions NONE =
      new ColumnActions() {
        @Override
        public void rename(ColumnRef column) {}

        @Override
        public void retype(ColumnRef column) {}

        @Override
        public void findUses(ColumnRef column) {}

        @Override
        public void delete(ColumnRef column) {}
      };
}
