/**
 * The way from sources into the queue: leaves out what says nothing new, stores what came together
 * in one go, and knows the newest reading of each asset.
 */
package io.fallow.gateway.intake;
