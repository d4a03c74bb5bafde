package io.fallow.scheduler.booking;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the history tells of one change.
 *
 * @param reason in the actor's words; may be empty
 * @param data what else is to be told, to both sides
 */
record Entry(Actor actor, Action action, String reason, ObjectNode data) {}
