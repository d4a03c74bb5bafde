/** Secrets that are generated here, shown once, and stored as hashes. */
package io.fallow.telemetry.secret;
