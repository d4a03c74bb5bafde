/**
 * Circles: organisations that share with each other on common terms. Whom a circle takes in, and on
 * what terms, all of its members consent to.
 */
package io.fallow.scheduler.circle;
