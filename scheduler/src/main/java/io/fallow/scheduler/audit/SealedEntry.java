package io.fallow.scheduler.audit;

/** An entry and its place in the chain. */
public record SealedEntry(Seal seal, AuditEntry entry) {}
