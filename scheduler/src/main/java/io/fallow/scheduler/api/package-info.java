/**
 * The public HTTP API and the web console: contract, routes, answers, pages, health and metrics.
 * The domain blocks, so every operation runs on a bounded pool of workers; the event loop only
 * checks tokens, reads requests and writes answers.
 */
package io.fallow.scheduler.api;
