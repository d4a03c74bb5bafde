/** What operators ask every process: whether it lives, whether it can serve, how it is doing. */
package io.fallow.telemetry.ops;
