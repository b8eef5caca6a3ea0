"""The rows that cases start from: those of `data.rs` of the harness."""

from sqlalchemy import insert, text

from models import Base, Comment, Post, User

BY_PK_USERS = 1_000
BY_PK_KEY = 500
ASSOCIATION_USERS = 100
POSTS_PER_USER = 10
COMMENTS_PER_POST = 10


def reset(engine, users=0, associations=False):
    """Makes the tables anew and fills them."""
    Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        if associations:
            fill_associations(connection)
        elif users:
            connection.execute(insert(User), [{"name": f"User {n}"} for n in range(users)])
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            for table in Base.metadata.sorted_tables:
                connection.execute(text(f"ANALYZE {table.name}"))


def fill_associations(connection):
    users = range(ASSOCIATION_USERS)
    posts = range(ASSOCIATION_USERS * POSTS_PER_USER)
    comments = range(len(posts) * COMMENTS_PER_POST)
    connection.execute(insert(User), [{"name": f"User {n}"} for n in users])
    connection.execute(insert(Post), [new_post(n) for n in posts])
    connection.execute(insert(Comment), [new_comment(n) for n in comments])


def new_post(row):
    user, nth = row // POSTS_PER_USER + 1, row % POSTS_PER_USER
    return {"user_id": user, "title": f"Post {nth} of user {user}"}


def new_comment(row):
    post, nth = row // COMMENTS_PER_POST + 1, row % COMMENTS_PER_POST
    return {"post_id": post, "text": f"Comment {nth} on post {post}"}


def clear_users(engine):
    """Empties the table of users."""
    statements = {
        "sqlite": ["DELETE FROM users"],
        "postgresql": ["TRUNCATE users RESTART IDENTITY CASCADE"],
        "mysql": [
            "SET FOREIGN_KEY_CHECKS = 0",
            "TRUNCATE users",
            "SET FOREIGN_KEY_CHECKS = 1",
        ],
    }
    with engine.begin() as connection:
        for statement in statements[engine.dialect.name]:
            connection.execute(text(statement))
