/**
 * What telemetry tells of reservations: who came, who did not, who left early, who stays on; what
 * use nobody planned; and what is broken. Pure functions of what was seen decide; so whoever looks
 * once after hours finds what those found who looked each second.
 */
package io.fallow.scheduler.attendance;
