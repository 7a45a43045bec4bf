@org.jspecify.annotations.NullMarked
package io.roster.api.openapi;
