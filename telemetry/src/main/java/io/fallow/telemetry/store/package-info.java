/**
 * Connection pools, transactions, migrations and failures by SQLSTATE. The only room that knows
 * HikariCP and Flyway. Everything here blocks: call it from a worker thread.
 */
package io.fallow.telemetry.store;
