/**
 * MTConnect agents (ANSI/MTC1.4 and the versions before and behind it): the documents that they
 * answer with, and what execution, availability and conditions mean for an asset's activity.
 */
package io.fallow.gateway.source.mtconnect;
