package dyn.compiler;

/** Whether members of an ensemble run side by side in the lanes of vectors; no bit depends on it. */
public enum Vectors { AUTO, ON, OFF }
