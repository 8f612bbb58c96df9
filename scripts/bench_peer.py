"""One table behind FastAPI and SQLAlchemy, as their tutorials have it: what scripts/bench holds our API against."""

import os
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Query
from pydantic import BaseModel, ConfigDict
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

engine = create_engine("sqlite:///" + os.environ["BENCH_DATABASE"], connect_args={"check_same_thread": False})


class Base(DeclarativeBase):
    pass


class Platform(Base):
    __tablename__ = "platforms"

    id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int]
    unit: Mapped[str | None]
    standing: Mapped[str]
    merged_into: Mapped[str | None]
    entered_on: Mapped[str]
    changed_on: Mapped[str]
    f_host: Mapped[str | None]
    f_name: Mapped[str | None]
    f_kind: Mapped[str | None]
    f_owner: Mapped[str | None]
    f_level: Mapped[str | None]
    f_aims_at: Mapped[str | None]
    f_progress: Mapped[str | None]
    f_missing: Mapped[str | None]
    f_field: Mapped[str | None]
    f_certified_on: Mapped[str | None]
    f_document: Mapped[str | None]
    f_expires_on: Mapped[str | None]
    f_assessed_on: Mapped[str | None]
    f_assessment: Mapped[str | None]
    f_revoked_on: Mapped[str | None]
    f_revocation_ground: Mapped[str | None]


class PlatformOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    revision: int
    unit: str | None
    standing: str
    merged_into: str | None
    entered_on: str
    changed_on: str
    f_host: str | None
    f_name: str | None
    f_kind: str | None
    f_owner: str | None
    f_level: str | None
    f_aims_at: str | None
    f_progress: str | None
    f_missing: str | None
    f_field: str | None
    f_certified_on: str | None
    f_document: str | None
    f_expires_on: str | None
    f_assessed_on: str | None
    f_assessment: str | None
    f_revoked_on: str | None
    f_revocation_ground: str | None


def session():
    with Session(engine) as opened:
        yield opened


Opened = Annotated[Session, Depends(session)]
app = FastAPI()


@app.get("/records/{record}", response_model=PlatformOut)
def one(record: str, opened: Opened):
    found = opened.get(Platform, record)
    if found is None:
        raise HTTPException(404)
    return found


@app.get("/records", response_model=list[PlatformOut])
def several(opened: Opened, limit: Annotated[int, Query(le=500)] = 100):
    return opened.scalars(select(Platform).order_by(Platform.f_name, Platform.id).limit(limit)).all()
