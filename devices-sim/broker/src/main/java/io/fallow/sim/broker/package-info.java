/**
 * An MQTT 5 broker inside this JVM, durable in a folder, for the local stack and for tests. The
 * only room that knows Artemis.
 */
package io.fallow.sim.broker;
