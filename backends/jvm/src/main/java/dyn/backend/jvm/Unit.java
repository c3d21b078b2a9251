package dyn.backend.jvm;

import dyn.ir.Stmt;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Statements printed as one method. */
final class Unit implements Line {
  final int number;
  final List<Line> items;
  /** The one loop that it is, which it goes some turns of at each call; or null. */
  final Stmt loop;
  /** Values it uses and others define. */
  final Set<Cell> external = new LinkedHashSet<>();
  /** Single numbers that its vector operations read. */
  final Set<Cell> broadcasts = new LinkedHashSet<>();
  final List<Unit> children = new ArrayList<>();
  boolean readsLanes;
  Unit parent;
  /** Class and method, once printed. */
  String owner;
  String name;

  Unit(int number, List<Line> items) {
    this.number = number;
    this.items = items;
    loop = null;
  }

  Unit(int number, Stmt loop) {
    this.number = number;
    items = List.of(new Line.Single(loop));
    this.loop = loop;
  }

  /** What it and the methods that it calls read from the frame, among the values that {@code caller} defines for them alone. */
  Set<Cell> reads(Unit caller) {
    Set<Cell> all = new LinkedHashSet<>();
    for (Cell c : external) if (c.unit == caller && !c.escapes && c.carrier == null && c.alloc == null) all.add(c);
    for (Unit u : children) all.addAll(u.reads(caller));
    return all;
  }

  boolean isInside(Unit other) {
    for (Unit u = this; u != null; u = u.parent) if (u == other) return true;
    return false;
  }
}
