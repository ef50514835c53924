/** The run as tracks over its sequence numbers, with the playhead. */
@NullMarked
package dev.eddy.designer.control.timeline;

import org.jspecify.annotations.NullMarked;
