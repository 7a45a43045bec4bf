/** A large workspace's contacts as Lucene documents, and the same filters, sorts and cursors over them. */
@org.jspecify.annotations.NullMarked
package io.roster.search.index;
