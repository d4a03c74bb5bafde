/**
 * Webhooks: who wants to be told of which events at which address, what is still to be told, how it
 * is signed (Standard Webhooks) and when it is tried again. It knows which addresses may be
 * connected to, but opens no connection itself.
 */
package io.fallow.scheduler.telling.webhook;
