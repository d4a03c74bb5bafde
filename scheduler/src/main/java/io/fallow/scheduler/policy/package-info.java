/** On what terms an asset may be booked, as its owner says for a type, an asset or an agreement. */
package io.fallow.scheduler.policy;
