package io.fallow.gateway.wire;

/** What the name of a topic with readings says: whose they are, and in which form they come. */
public record ReadingsTopic(GatewayAddress gateway, PayloadFormat format) {}
