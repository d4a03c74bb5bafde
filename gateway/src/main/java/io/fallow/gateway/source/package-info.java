/**
 * What all sources have in common: where they hand readings in, how they tell how they are, and how
 * what they read becomes a reading. Each kind of source has a room of its own below. What a source
 * cannot use it counts and tells; it drops nothing without saying so.
 */
package io.fallow.gateway.source;
