package dyn.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Operations with nested bodies. */
public sealed interface Regions extends Op {
  /**
   * Repeats {@code body} while {@code cond} holds. The axes of the condition are those over which lanes may leave at different
   * times: a lane whose condition is false keeps its carries.
   */
  record While(List<Value> init, Body cond, Body body) implements Regions {
    public While {
      init = List.copyOf(init);
      if (!(cond.results().size() == 1 && cond.results().getFirst().type().scalar() == Scalar.BOOL))
        throw new IllTyped("a while condition yields one bool");
      requireCarries("while", init, cond.params(), cond.params());
      requireCarries("while", init, body.params(), body.results());
      for (int i = 0; i < init.size(); i++) {
        if (!(cond.params().get(i).type().equals(body.params().get(i).type()))) throw new IllTyped("while carry " + i + " has two types");
        for (String axis : divergesOver(cond)) {
          if (!(body.params().get(i).type().has(axis)))
            throw new IllTyped("carry " + body.params().get(i) + " of a while that diverges over " + axis);
        }
      }
    }

    private static Set<String> divergesOver(Body cond) {
      return cond.results().getFirst().type().axisNames();
    }

    public Set<String> divergesOver() {
      return divergesOver(cond);
    }

    @Override
    public String name() {
      return "while";
    }

    @Override
    public List<Type> resultTypes() {
      return body.paramTypes();
    }

    @Override
    public List<Value> operands() {
      return init;
    }

    @Override
    public List<Body> bodies() {
      return List.of(cond, body);
    }

    @Override
    public While mapOperands(UnaryOperator<Value> f) {
      return new While(Op.map(init, f), cond, body);
    }

    @Override
    public While mapBodies(UnaryOperator<Body> f) {
      return new While(init, f.apply(cond), f.apply(body));
    }

    @Override
    public boolean hasEffect() {
      return cond.hasEffect() || body.hasEffect();
    }
  }

  /** One of two bodies, lane by lane over the axes of the condition; the other is not evaluated for that lane. */
  record If(Value condition, Body then, Body otherwise) implements Regions {
    public If {
      if (condition.type().scalar() != Scalar.BOOL) throw new IllTyped("if on " + condition);
      if (!(then.params().isEmpty() && otherwise.params().isEmpty())) throw new IllTyped("the bodies of an if take nothing");
      if (then.results().size() != otherwise.results().size()) throw new IllTyped("the bodies of an if yield different counts");
      for (int i = 0; i < then.results().size(); i++) {
        if (then.results().get(i).type().scalar() != otherwise.results().get(i).type().scalar())
          throw new IllTyped("the bodies of an if yield different types");
      }
    }

    /**
     * Whether it takes what has been computed before or does something about it. That is a branch for the sake of processors, which guess
     * that nothing is to be done and go on.
     */
    public boolean isGuess() {
      return then.stmts().isEmpty();
    }

    @Override
    public String name() {
      return "if";
    }

    @Override
    public List<Type> resultTypes() {
      List<Type> types = new ArrayList<>();
      for (int i = 0; i < then.results().size(); i++) {
        Type a = then.results().get(i).type();
        types.add(Type.meet(a.scalar(), List.of(condition.type(), a, otherwise.results().get(i).type())));
      }
      return types;
    }

    @Override
    public List<Value> operands() {
      return List.of(condition);
    }

    @Override
    public List<Body> bodies() {
      return List.of(then, otherwise);
    }

    @Override
    public If mapOperands(UnaryOperator<Value> f) {
      return new If(f.apply(condition), then, otherwise);
    }

    @Override
    public If mapBodies(UnaryOperator<Body> f) {
      return new If(condition, f.apply(then), f.apply(otherwise));
    }

    @Override
    public boolean hasEffect() {
      return then.hasEffect() || otherwise.hasEffect();
    }
  }

  /** Carries enter from {@code init} (broadcasting allowed) and come back as {@code results}, at the type of {@code params}. */
  static void requireCarries(String op, List<Value> init, List<Value> params, List<Value> results) {
    if (!(params.size() == init.size() && results.size() == init.size()))
      throw new IllTyped(op + " carries " + init.size() + " values, its body takes " + params.size() + " and yields " + results.size());
    for (int i = 0; i < params.size(); i++) {
      Type wanted = params.get(i).type();
      if (!(init.get(i).type().broadcastsTo(wanted))) throw new IllTyped(op + " enters " + params.get(i) + " with " + init.get(i));
      if (!(results.get(i).type().broadcastsTo(wanted)))
        throw new IllTyped(op + " carry " + params.get(i) + " comes back as " + results.get(i));
    }
  }
}
