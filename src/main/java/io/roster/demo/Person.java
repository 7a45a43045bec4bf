package io.roster.demo;

/** Someone made up. */
record Person(String first, String last) {}
