/**
 * The audit trail: what triggers wrote of each change is sealed into a chain for each organisation,
 * under keys that the database doesn't have; read, exported, and held against its seals.
 */
package io.fallow.scheduler.audit;
