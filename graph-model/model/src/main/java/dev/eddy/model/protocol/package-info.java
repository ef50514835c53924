/**
 * The debug protocol between designer and worker: data only. A connection starts with {@link
 * dev.eddy.model.protocol.Request.Hello}; what a side can do it says in capabilities. Every request
 * has one reply; notices come by themselves.
 */
@NullMarked
package dev.eddy.model.protocol;

import org.jspecify.annotations.NullMarked;
