package dev.eddy.designer.state;

/**
 * Something that takes so long that the user is told.
 *
 * @param id of a kind; a newer one takes its place
 * @param words what is done, such as {@code Opening flight-delays}
 * @param cancel what gives it up
 */
public record Work(String id, String words, Message cancel) {}
